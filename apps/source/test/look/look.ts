// The app over the small channel, for looking at its screens: /test/look/?lang=en&theme=dark&sending=stall&…
import '@isnad/ui/tokens.css'
import '@isnad/ui/base.css'
import '../../src/numbers.css'
import { mount, unmount } from 'svelte'
import App from '../../src/app.svelte'
import { leave, watchLeaving } from '../../src/leaving.ts'
import { loadPart } from '../../src/parts.ts'
import { Session, type Theme } from '../../src/session.svelte.ts'
import { programme, smallChannel, type SmallChannelOptions } from '../small-channel.ts'

const asked = new URLSearchParams(location.search)
const options: SmallChannelOptions = {
  ...(asked.has('demo') ? { programme: { ...programme, demo: true } } : {}),
  ...(asked.has('unreachable') ? { programme: null } : {}),
  ...(asked.has('sending') ? { sending: asked.get('sending') as 'hold' } : {}),
  ...(asked.has('directory') ? { directory: asked.get('directory') as 'offline' } : {}),
  ...(asked.has('mistake') ? { mistake: { kind: asked.get('mistake') as 'word', position: 3 } } : {}),
  ...(asked.has('answers')
    ? {
        answers: [
          {
            deskId: '0000000000001',
            day: 20783,
            desk: { ar: 'فريق شباب حمام العليل', en: 'Hammam al-Alil youth team' },
            kind: 'acknowledgement',
            text: 'وصلنا بلاغك وقرأه شخص منّا. شكراً لك. لا تقترب من المكان ولا تعد لتصويره.',
          },
          {
            deskId: '0000000000001',
            day: 20784,
            desk: { ar: 'فريق شباب حمام العليل', en: 'Hammam al-Alil youth team' },
            kind: 'answer',
            text: 'سؤال واحد: كيف كانت الإضاءة حين رأيت السيارتين؟ «لا أعرف» جواب كافٍ.',
          },
        ],
      }
    : {}),
}
const session = new Session(smallChannel(options), [asked.get('lang') ?? 'ar'], loadPart)
session.theme = (asked.get('theme') ?? 'light') as Theme
await session.speak(session.language)
await session.meet()
if (asked.has('offline')) session.online = false
watchLeaving(session)
const app = mount(App, {
  target: document.body,
  props: { session, onleave: () => leave(session, () => void unmount(app)) },
})
