package svg

import "strings"

// words makes a set of a list.
func words(lists ...string) map[string]bool {
	set := map[string]bool{}
	for _, list := range lists {
		for w := range strings.FieldsSeq(list) {
			set[w] = true
		}
	}
	return set
}

// publishedElements are the elements that a published drawing may have: all that paints, names or is referred
// to (SVG 2 appendix F). Scripts, HTML (foreignObject), links to other files and media are not among them.
var publishedElements = words(
	"svg g defs symbol use switch a title desc style",
	"path rect circle ellipse line polyline polygon text tspan textPath image",
	"linearGradient radialGradient stop pattern clipPath mask marker filter",
	"feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap feDistantLight feDropShadow",
	"feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage feMerge feMergeNode feMorphology feOffset fePointLight",
	"feSpecularLighting feSpotLight feTile feTurbulence",
	"animate animateTransform animateMotion mpath set",
)

// textElements hold text that is shown or read aloud.
var textElements = words("text tspan textPath a title desc")

// presentation are the attributes that SVG 2 §6.6 calls presentation attributes: properties of CSS, whose values may
// refer to other things.
var presentation = words(
	"alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation color-interpolation-filters color-rendering cursor",
	"direction display dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font font-family font-feature-settings font-kerning",
	"font-size font-size-adjust font-stretch font-style font-variant font-variant-ligatures font-weight",
	"glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation letter-spacing lighting-color line-height",
	"marker marker-start marker-mid marker-end mask mask-type mix-blend-mode opacity overflow paint-order pointer-events",
	"shape-rendering solid-color solid-opacity stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin",
	"stroke-miterlimit stroke-opacity stroke-width text-align text-align-last text-anchor text-decoration text-decoration-color text-decoration-line",
	"text-decoration-style text-indent text-orientation text-overflow text-rendering text-transform",
	"transform-box transform-origin unicode-bidi vector-effect visibility white-space word-spacing word-wrap writing-mode",
)

// properties are what style sheets may set beside the presentation attributes: what has an effect on a drawing, and
// what generators write for the HTML they could have put into it.
var properties = words(
	"all animation animation-delay animation-direction animation-duration animation-fill-mode animation-iteration-count animation-name",
	"animation-play-state animation-timing-function transition transition-delay transition-duration transition-property transition-timing-function",
	"backface-visibility background background-blend-mode background-clip background-color background-image background-origin background-position",
	"background-repeat background-size border border-bottom border-color border-left border-radius border-right border-style",
	"border-top border-width box-shadow box-sizing color-scheme contain content cx cy d forced-color-adjust",
	"font-optical-sizing font-palette font-synthesis font-variant-alternates font-variant-caps font-variant-east-asian font-variant-numeric",
	"font-variant-position font-variation-settings height hyphens inline-size inset left top right bottom line-break",
	"margin margin-bottom margin-left margin-right margin-top mask-border mask-clip mask-composite mask-image mask-mode mask-origin mask-position mask-repeat",
	"mask-size max-height max-width min-height min-width offset offset-anchor offset-distance offset-path offset-rotate order outline overflow-wrap overflow-x overflow-y",
	"padding padding-bottom padding-left padding-right padding-top perspective position print-color-adjust quotes r rotate rx ry scale",
	"shape-inside shape-margin shape-padding shape-subtract stroke-alignment tab-size text-combine-upright text-decoration-thickness text-emphasis text-shadow text-size-adjust",
	"text-underline-offset text-underline-position text-wrap transform transform-style translate user-select vertical-align width will-change word-break x y z-index zoom",
	"align-items align-content align-self column-gap columns flex flex-direction flex-grow flex-shrink flex-wrap float clear gap grid justify-content justify-items justify-self list-style",
)

// descriptors are what @font-face may say (CSS Fonts 4 §4).
var descriptors = words("font-family src font-style font-weight font-stretch font-display unicode-range font-feature-settings font-variation-settings ascent-override descent-override line-gap-override size-adjust font-variant")

// plainAttributes are read as numbers, names or text: nothing in them is an address.
var plainAttributes = words(
	"id class lang role tabindex transform",
	"x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points pathLength width height viewBox preserveAspectRatio rotate textLength lengthAdjust",
	"gradientUnits gradientTransform spreadMethod offset patternUnits patternContentUnits patternTransform",
	"clipPathUnits maskUnits maskContentUnits markerUnits markerWidth markerHeight refX refY orient",
	"filterUnits primitiveUnits filterRes in in2 result type mode values operator k1 k2 k3 k4 order kernelMatrix divisor bias targetX targetY edgeMode",
	"kernelUnitLength preserveAlpha surfaceScale diffuseConstant specularConstant specularExponent limitingConeAngle pointsAtX pointsAtY pointsAtZ azimuth elevation",
	"x y z scale xChannelSelector yChannelSelector radius stdDeviation baseFrequency numOctaves seed stitchTiles slope intercept amplitude exponent tableValues",
	"startOffset method spacing side path media",
	"requiredFeatures requiredExtensions systemLanguage",
	"attributeName attributeType begin dur end min max restart repeatCount repeatDur fill calcMode keyTimes keySplines keyPoints origin additive accumulate",
	"crossorigin decoding zoomAndPan",
)

// silentAttributes mean something to the program that wrote them and nothing to a browser. They go without a message.
var silentAttributes = words(
	"version baseProfile content contentScriptType contentStyleType enable-background enableBackground externalResourcesRequired xmlns",
	"host agent etag focusable",
)

// plain reports whether an attribute may stay with any value.
func plain(name string) bool {
	return plainAttributes[name] || strings.HasPrefix(name, "data-") || strings.HasPrefix(name, "aria-")
}

// valueFunctions are the functions that a value of CSS may call. None of them fetches anything: url() is checked
// separately; image(), image-set(), cross-fade(), element(), src(), paint(), env() and attr() are not allowed.
var valueFunctions = words(
	"rgb rgba hsl hsla hwb lab lch oklab oklch color color-mix light-dark device-cmyk icc-color",
	"var calc min max clamp round mod rem sin cos tan asin acos atan atan2 pow sqrt hypot log exp abs sign",
	"matrix matrix3d translate translatex translatey translatez translate3d scale scalex scaley scalez scale3d rotate rotatex rotatey rotatez rotate3d",
	"skew skewx skewy perspective blur brightness contrast drop-shadow grayscale hue-rotate invert opacity saturate sepia",
	"circle ellipse polygon inset path rect xywh cubic-bezier steps linear ray local format tech",
	"linear-gradient radial-gradient conic-gradient repeating-linear-gradient repeating-radial-gradient repeating-conic-gradient",
)

// selectorFunctions are the functional pseudo-classes.
var selectorFunctions = words("not is where has any -webkit-any -moz-any matches nth-child nth-last-child nth-of-type nth-last-of-type lang dir host slotted")

// animated reports whether an animation may change an attribute: not one with an address.
func animated(name string) bool {
	switch name {
	case "href", "xlink:href", "style", "class", "id", "type", "media", "attributeName", "lang", "role", "tabindex":
		return false
	}
	return presentation[name] || plainAttributes[name]
}
