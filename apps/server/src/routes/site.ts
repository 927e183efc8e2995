// The public front page, in Arabic and English, without script: what this is, where to go, and whether it is a demo.
import type { FastifyInstance } from 'fastify'
import { sitePolicy } from '../http/headers.ts'
import type { World } from '../world.ts'

export interface SiteLinks {
  readonly source: string
  readonly desk: string
}

export function routeSite(app: FastifyInstance, world: World, links: () => SiteLinks): void {
  app.get('/', (_request, reply) => {
    const { directory } = world.published()
    const page = printPage({
      ...links(),
      ...directory.programme,
      demo: directory.demo,
      fingerprint: directory.fingerprint,
    })
    return reply
      .type('text/html; charset=utf-8')
      .header('content-security-policy', sitePolicy)
      .header('cache-control', 'no-cache')
      .send(page)
  })
  app.get('/site.css', (_request, reply) =>
    reply.type('text/css; charset=utf-8').header('cache-control', 'no-cache').send(style),
  )
}

interface Front extends SiteLinks {
  readonly names: Readonly<Record<string, string>>
  readonly appName: Readonly<Record<string, string>>
  readonly emergency: readonly { readonly number: string; readonly label: Readonly<Record<string, string>> }[]
  readonly demo: boolean
  readonly fingerprint: string
}

const words = {
  ar: {
    what: 'قناة مختومة بين السكان والفرق المحلية والجهات المختصة. ما يُكتب فيها يُختم على الهاتف، ولا يقرؤه إلا المكتب الذي اختاره صاحبه.',
    report: 'أخبِرنا',
    desk: 'المكتب',
    emergency: 'أرقام الطوارئ',
    demo: 'هذا برنامج تجريبي وليس أعمى: الرموز التي تفتح المكاتب محفوظة بجانب الخادم. لا ترسلوا شيئاً حقيقياً.',
    fingerprint: 'بصمة البرنامج',
    limits: 'لا يخفي هذا الموقع أنكم زرتموه. لإخفاء ذلك استعملوا متصفح Tor.',
  },
  en: {
    what: 'A sealed channel between residents, local teams and lawful authorities. What is written is sealed on the phone, and only the desk that its writer chose can read it.',
    report: 'Tell us',
    desk: 'Desk',
    emergency: 'Emergency numbers',
    demo: 'This is a demo and is not blind: the codes that open its desks lie beside the server. Send nothing real.',
    fingerprint: 'Fingerprint of the programme',
    limits: 'This site does not hide that you came here. To hide that, use Tor Browser.',
  },
} as const

function printPage(front: Front): string {
  const name = front.names['ar'] ?? Object.values(front.names)[0] ?? ''
  return `<!doctype html>
<html lang="ar" dir="rtl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escape(name)}</title>
<link rel="stylesheet" href="/site.css">
</head>
<body>
${section('ar', front)}
${section('en', front)}
</body>
</html>
`
}

function section(language: 'ar' | 'en', front: Front): string {
  const say = words[language]
  const name = front.names[language] ?? Object.values(front.names)[0] ?? ''
  const numbers = front.emergency.map(
    ({ label, number }) =>
      `<li>${escape(label[language] ?? '')} <bdi dir="ltr"><a href="tel:${escape(number)}">${escape(number)}</a></bdi></li>`,
  )
  return `<main lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">
<h1>${escape(name)}</h1>
${front.demo ? `<p class="demo">${say.demo}</p>` : ''}
<p>${say.what}</p>
<p><a class="go" href="${escape(front.source)}" rel="noreferrer">${say.report}</a> <a href="${escape(front.desk)}" rel="noreferrer">${say.desk}</a></p>
<h2>${say.emergency}</h2>
<ul>${numbers.join('')}</ul>
<p>${say.limits}</p>
<p class="small">${say.fingerprint}: <bdi dir="ltr">${escape(front.fingerprint)}</bdi></p>
</main>`
}

const escape = (text: string) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

const style = `:root { color-scheme: light dark; --paper: #fbf9f6; --ink: #1c232b; --edge: #6b7c87; --accent: #0d4f66; --soft: #fff3dc }
@media (prefers-color-scheme: dark) {
  :root { --paper: #0f1417; --ink: #edf0f2; --edge: #7d8d97; --accent: #8bc8dd; --soft: #3a2c12 }
}
body { margin: 0; padding-block: 28px; background: var(--paper); color: var(--ink); font: 17px/1.7 system-ui, "Noto Sans Arabic", "Noto Naskh Arabic", sans-serif }
main { max-inline-size: 680px; margin-inline: auto; padding: 16px }
main + main { border-block-start: 1px solid var(--edge) }
h1 { font-size: 26px; text-wrap: balance }
h2 { font-size: 18px }
a { color: var(--accent) }
.go { display: inline-block; min-block-size: 44px; line-height: 44px; padding-inline: 20px; border: 1.5px solid var(--edge); border-radius: 10px; font-weight: 700 }
p > a:not(.go) { display: inline-block; padding: 8px 12px }
li a { display: inline-block; min-block-size: 44px; line-height: 44px; min-inline-size: 44px }
.demo { background: var(--soft); border: 1.5px solid var(--edge); border-radius: 10px; padding: 12px 16px; font-weight: 600 }
.small { font-size: 13px }
`
