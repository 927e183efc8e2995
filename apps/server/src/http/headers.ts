// What every answer says to browsers: run nothing but the app's own files, tell nobody where one came from.

const policy = (directives: Readonly<Record<string, string>>) =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`.trim())
    .join('; ')

const everywhere = { 'default-src': "'none'", 'base-uri': "'none'", 'form-action': "'none'" }

/** Of answers that are data: nothing in them runs, loads or frames. */
const dataPolicy = policy({ ...everywhere, 'frame-ancestors': "'none'", sandbox: '' })

/** Of the static apps. The one frame is the desk's viewer. */
export const appPolicy = policy({
  ...everywhere,
  'frame-ancestors': "'none'",
  'script-src': "'self'",
  'worker-src': "'self'",
  'style-src': "'self'",
  'font-src': "'self'",
  'img-src': "'self' blob:",
  'connect-src': "'self'",
  'manifest-src': "'self'",
  'frame-src': "'self'",
  'require-trusted-types-for': "'script'",
  'trusted-types': 'svelte-trusted-html isnad-worker',
})

/** Of the viewer: an origin of its own, its script and style, and no way out. */
export const viewerPolicy = policy({
  ...everywhere,
  'frame-ancestors': "'self'",
  'script-src': "'self'",
  'style-src': "'self'",
  'require-trusted-types-for': "'script'",
  'trusted-types': "'none'",
  sandbox: 'allow-scripts',
})

/** Of the site, which has no script at all. */
export const sitePolicy = policy({ ...everywhere, 'frame-ancestors': "'none'", 'style-src': "'self'" })

const features = ['accelerometer', 'autoplay', 'bluetooth', 'browsing-topics', 'camera', 'display-capture', 'gyroscope']
features.push('hid', 'idle-detection', 'magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb')

/** Set where a route has not set its own. */
export const apiHeaders: readonly (readonly [string, string])[] = [
  ['content-security-policy', dataPolicy],
  ['cache-control', 'no-store'],
  ['referrer-policy', 'no-referrer'],
  ['x-content-type-options', 'nosniff'],
  ['x-frame-options', 'SAMEORIGIN'],
  ['x-dns-prefetch-control', 'off'],
  ['cross-origin-opener-policy', 'same-origin'],
  ['cross-origin-resource-policy', 'same-origin'],
  ['origin-agent-cluster', '?1'],
  ['permissions-policy', features.map((feature) => `${feature}=()`).join(', ')],
]
