export default function GraphTab() {
  return null;
}
