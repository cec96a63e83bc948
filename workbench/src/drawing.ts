export {
  type Camera,
  cameraOf,
  clampView,
  fitView,
  fromScreen,
  maxZoom,
  type Point,
  panned,
  type Size,
  sameView,
  toScreen,
  type View,
  viewBetween,
  zoomedAt,
} from "./drawing/camera.ts";
export { type DrawnLabel, drawLabels } from "./drawing/canvas-labels.ts";
export { decodeMap, type MapColumns, MapFormatError } from "./drawing/decode-map.ts";
export { type HeightLine, heightLines, smoothRing } from "./drawing/density.ts";
export {
  cssFont,
  fontFamily,
  type LabelledTopic,
  type LabelText,
  labelText,
  type MeasureText,
  placeTopics,
} from "./drawing/label-text.ts";
export { type Box, type PlacedLabel, placeLabels } from "./drawing/labels.ts";
export { type MapContent, mapContent } from "./drawing/map-content.ts";
export {
  type Frame,
  type MapData,
  type MapTopic,
  noTopic,
  type PointSet,
  preparePoints,
  steps,
  toUnit,
} from "./drawing/map-data.ts";
export { labelStates, type PointPaint, paintTopics, type TopicPaint } from "./drawing/map-paint.ts";
export { paletteColor, type Theme, type ThemeColors, themeColors } from "./drawing/palette.ts";
export { mostCircles, pointCircles, visiblePoints } from "./drawing/point-circles.ts";
export { litStyle, type PointStyle, pointStyle, scatterStride } from "./drawing/point-style.ts";
export { type SvgMap, type SvgPoints, svgDocument } from "./drawing/svg.ts";
export { colorsOfTopics } from "./drawing/topic-colors.ts";
