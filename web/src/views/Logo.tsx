/** The mark: lines of sight from a hilltop. */
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg viewBox="0 0 32 32" width={size} height={size} fill="none" strokeLinecap="round" aria-hidden="true">
      <circle cx="16" cy="16" r="14" fill="#0f6e72" />
      <path
        d="M16 16 9 5.6M16 16l8.6-7.8M16 16l10 5.4M16 16l-4.6 10M16 16 4.6 17.6"
        stroke="#fff"
        strokeWidth="2"
      />
      <circle cx="16" cy="16" r="3.4" fill="#ffb454" />
    </svg>
  );
}
