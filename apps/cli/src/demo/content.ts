// What the demo programme says. Teams, members and organisations are invented; places and emergency numbers are Iraq's own.
import type { DeskHours, DeskRecord, Programme } from '@isnad/directory'
import type { MemberRole } from '@isnad/model'

export type DemoDesk = Omit<DeskRecord, 'id'> & {
  readonly member: { readonly name: string; readonly roles: readonly MemberRole[] }
}

export const demoProgramme: Omit<Programme, 'roots'> = {
  names: { ar: 'برنامج نينوى التجريبي', en: 'Ninawa demo programme' },
  appName: { ar: 'دليل الحي', en: 'Neighbourhood guide' },
  demo: true,
  hosts: { source: '', desk: '', site: '' },
  emergency: [
    { number: '115', label: { ar: 'الدفاع المدني', en: 'Civil defence' } },
    { number: '122', label: { ar: 'الإسعاف', en: 'Ambulance' } },
    { number: '104', label: { ar: 'الشرطة', en: 'Police' } },
  ],
  languages: ['ar', 'en'],
  intervals: { reply: 1, log: 1, live: 1 },
  timeZone: 'Asia/Baghdad',
}

/** Sunday to Thursday, eight to four. */
const officeHours: readonly DeskHours[] = [7, 1, 2, 3, 4].map((weekday) => ({ weekday, from: 480, to: 960 }))
const always: readonly DeskHours[] = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: 0, to: 1440 }))

/** The team's desk first. */
export const demoDesks: readonly DemoDesk[] = [
  {
    names: { ar: 'فريق شباب حمام العليل', en: 'Hammam al-Alil youth team' },
    kind: 'team',
    organisation: { ar: 'فريق متطوّع من أهل الناحية', en: 'A volunteer team of the subdistrict' },
    recipientClass: 'none',
    dueDiligenceDay: null,
    categories: [],
    places: [],
    readers: { ar: 'ثلاثة أعضاء من الفريق، من أهل المنطقة', en: 'Three members of the team, from the area' },
    neverReaders: {
      ar: 'لا الشرطة ولا الجيش ولا أي جهة أمنية، إلا ما وافقت أنت على إحالته',
      en: 'No police, army or other security body, but for what you agree to have passed on',
    },
    hours: officeHours,
    smsIntake: true,
    member: { name: 'سارة ح.', roles: ['triage', 'verifier', 'coordinator'] },
  },
  {
    names: { ar: 'مكتب التوثيق في نينوى', en: 'Ninawa documentation desk' },
    kind: 'verification',
    organisation: {
      ar: 'منظّمة توثيق مستقلّة ومركز لخدمة الناجيات',
      en: 'An independent documentation group with a survivors’ service',
    },
    recipientClass: 'survivors-service',
    dueDiligenceDay: null,
    categories: [],
    places: [],
    readers: { ar: 'مدقّقتان ومراجِعة، كلّهن نساء', en: 'Two verifiers and a reviewer, all women' },
    neverReaders: {
      ar: 'لا أي جهة أمنية ولا حزب ولا عشيرة، إلا ما وافقت أنت على إحالته',
      en: 'No security body, party or tribe, but for what you agree to have passed on',
    },
    hours: officeHours,
    smsIntake: false,
    member: { name: 'ريم ك.', roles: ['verifier', 'reviewer'] },
  },
  {
    names: { ar: 'الدفاع المدني، إزالة الألغام', en: 'Civil defence, clearance liaison' },
    kind: 'authority',
    organisation: { ar: 'مديرية الدفاع المدني (تجريبي)', en: 'Directorate of civil defence (demo)' },
    recipientClass: 'demining',
    dueDiligenceDay: null,
    categories: ['HAZ', 'WEP', 'ATK', 'SVC', 'MIS', 'SIG', 'MOV', 'OTH'],
    places: [],
    readers: {
      ar: 'ضابط الارتباط المناوب واثنان من فريق الإزالة',
      en: 'The liaison officer on duty and two of the clearance team',
    },
    neverReaders: { ar: 'لا الاستخبارات ولا مكافحة الإرهاب', en: 'No intelligence or counter-terrorism service' },
    hours: always,
    smsIntake: true,
    member: { name: 'علي م.', roles: ['triage', 'referral-officer'] },
  },
  {
    names: { ar: 'مكتب الرقابة في مجلس المحافظة', en: 'Provincial council oversight' },
    kind: 'oversight',
    organisation: { ar: 'مجلس محافظة نينوى (تجريبي)', en: 'Ninawa provincial council (demo)' },
    recipientClass: 'human-rights-commission',
    dueDiligenceDay: null,
    categories: ['COL', 'RED', 'TOR'],
    places: [],
    readers: { ar: 'مفوّضتا الشكاوى في المجلس', en: 'The two complaints commissioners of the council' },
    neverReaders: { ar: 'لا الجهة التي تشتكي منها', en: 'Never the body you complain of' },
    hours: officeHours,
    smsIntake: false,
    member: { name: 'نور ع.', roles: ['auditor', 'safeguards-officer'] },
  },
]
