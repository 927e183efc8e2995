// The gazetteer a programme in Ninawa starts with: approximate centres, not an official list. An id never changes meaning.

export type PlaceKind = 'governorate' | 'district' | 'subdistrict' | 'town' | 'village' | 'quarter'
/** id, kind, parent's id, Arabic, English, Kurdish (or empty), latitude and longitude in 1e-5 degrees, other spellings. */
export type PlaceRow = readonly [string, PlaceKind, string, string, string, string, number, number, string]

export const placeRows: readonly PlaceRow[] = [
  ['nin', 'governorate', '', 'نينوى', 'Ninawa', 'Neynewa', 3634000, 4290000, 'Nineveh|Ninewa|Naynawa'],
  ['mos', 'district', 'nin', 'الموصل', 'Mosul', 'Mûsil', 3634000, 4313000, 'Mawsil|Mossoul'],
  ['sin', 'district', 'nin', 'سنجار', 'Sinjar', 'Şingal', 3632200, 4187600, 'Shingal|Sinjar'],
  ['taf', 'district', 'nin', 'تلعفر', 'Tal Afar', 'Telafer', 3637900, 4245000, 'Telafar|Tel Afar'],
  ['baj', 'district', 'nin', 'البعاج', 'Al-Baaj', "Be'aj", 3604500, 4172000, "Ba'aj"],
  ['had', 'district', 'nin', 'الحضر', 'Hatra', 'Hetra', 3558800, 4271800, 'Al-Hadar|Hadhar'],
  ['tkf', 'district', 'nin', 'تلكيف', 'Tel Kaif', 'Telkêf', 3649000, 4311800, 'Tel Keppe|Tilkaif'],
  ['ham', 'district', 'nin', 'الحمدانية', 'Al-Hamdaniya', 'Hemdaniye', 3627000, 4337800, 'Qaraqosh|Bakhdida'],
  ['shk', 'district', 'nin', 'الشيخان', 'Shekhan', 'Şêxan', 3669000, 4335000, 'Ain Sifni|Shikhan'],
  ['mak', 'district', 'nin', 'مخمور', 'Makhmur', 'Mexmûr', 3577500, 4358000, 'Makhmour'],
  ['mos-old', 'quarter', 'mos', 'الموصل القديمة', 'Mosul Old City', '', 3634100, 4312900, 'Old City'],
  ['mos-bab', 'quarter', 'mos', 'باب السراي', 'Bab al-Saray', '', 3634200, 4313500, 'Bab as-Sarai'],
  ['mos-zan', 'quarter', 'mos', 'الزنجيلي', 'Zanjili', '', 3635200, 4312200, 'Al-Zanjili'],
  ['mos-gok', 'quarter', 'mos', 'كوكجلي', 'Gogjali', '', 3634500, 4324500, 'Kokjali|Gogjeli'],
  ['qay', 'subdistrict', 'mos', 'القيارة', 'Qayyarah', 'Qeyare', 3580000, 4329300, 'Gayara'],
  ['hal', 'subdistrict', 'mos', 'حمام العليل', 'Hammam al-Alil', '', 3615800, 4325900, 'Hamam Alil'],
  ['shu', 'subdistrict', 'mos', 'الشورة', 'Al-Shura', '', 3598500, 4322600, 'Shoura'],
  ['bas', 'subdistrict', 'mos', 'بعشيقة', 'Bashiqa', 'Başîk', 3645500, 4335000, "Ba'shiqah"],
  ['bad', 'town', 'mos', 'بادوش', 'Badush', '', 3643000, 4298000, 'Badoush'],
  ['bar', 'subdistrict', 'ham', 'برطلة', 'Bartella', '', 3635200, 4337900, 'Bartalla'],
  ['nim', 'subdistrict', 'ham', 'النمرود', 'Nimrud', '', 3610000, 4333000, 'Namrud'],
  ['alq', 'subdistrict', 'tkf', 'القوش', 'Alqosh', 'Elqûş', 3673300, 4309500, 'Al-Qosh'],
  ['wan', 'subdistrict', 'tkf', 'وانة', 'Wana', '', 3651600, 4284000, 'Wanah'],
  ['zum', 'subdistrict', 'taf', 'زمار', 'Zummar', 'Zumar', 3664000, 4260000, 'Zumar'],
  ['rab', 'subdistrict', 'taf', 'ربيعة', 'Rabia', 'Rabîa', 3680600, 4209300, "Rabi'ah"],
  ['aya', 'subdistrict', 'taf', 'العياضية', 'Al-Ayadiya', '', 3648000, 4234000, 'Ayadhiya'],
  ['snu', 'subdistrict', 'sin', 'سنوني', 'Sinuni', 'Sinûnê', 3645700, 4170000, 'Sinune|Shimal'],
  ['qah', 'subdistrict', 'baj', 'القحطانية', 'Al-Qahtaniya', 'Til Ezêr', 3610000, 4162000, 'Tal Uzair|Kahtaniya'],
  ['koc', 'town', 'sin', 'كوجو', 'Kocho', 'Koço', 3611800, 4173800, 'Kojo'],
  ['tal', 'subdistrict', 'had', 'التل', 'Al-Tal', '', 3570000, 4256000, 'Tall'],
  ['qar', 'town', 'ham', 'قره قوش', 'Qaraqosh', '', 3627000, 4337800, 'Bakhdida|Baghdeda|بغديدا|قرقوش'],
  ['kar', 'town', 'ham', 'كرمليس', 'Karamlesh', '', 3630400, 4341200, 'Karamles|Karemlash'],
  ['tls', 'town', 'tkf', 'تللسقف', 'Tel Skuf', '', 3658000, 4312000, 'Teleskof|Tesqopa|تل اسقف'],
  ['lal', 'village', 'shk', 'لالش', 'Lalish', 'Laliş', 3677100, 4330300, ''],
  ['gwe', 'subdistrict', 'mak', 'الكوير', 'Gwer', 'Gwêr', 3604600, 4348300, 'Al-Kuwayr|Guwair'],
]
