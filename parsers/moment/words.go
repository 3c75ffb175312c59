package moment

import "strings"

// monthNames holds the names of the months as .NET writes long dates with them, January
// first. Croatian is missing: its listopad is October, elsewhere November.
const monthNames = `
january february march april may june july august september october november december
jan feb mar apr may jun jul aug sep oct nov dec
januar februar märz april mai juni juli august september oktober november dezember
jänner februar maerz april mai juni juli august september oktober november dezember
janvier février mars avril mai juin juillet août septembre octobre novembre décembre
enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre
janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro
gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
januari februari maart april mei juni juli augustus september oktober november december
stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia
styczeń luty marzec kwiecień maj czerwiec lipiec sierpień wrzesień październik listopad grudzień
января февраля марта апреля мая июня июля августа сентября октября ноября декабря
січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня
ledna února března dubna května června července srpna září října listopadu prosince
januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra
januari februari mars april maj juni juli augusti september oktober november december
januar februar marts april maj juni juli august september oktober november december
januar februar mars april mai juni juli august september oktober november desember
tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta
ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
január február március április május június július augusztus szeptember október november december
ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie
ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου
`

// shortMonthNames holds the abbreviations of the months where they are other words, as
// .NET's MMM writes them, January first.
const shortMonthNames = `
jan feb mrz apr mai jun jul aug sep okt nov dez
jän feb mär apr mai juni juli aug sept okt nov dez
janv févr mars avr mai juin juil août sept oct nov déc
ene feb mar abr may jun jul ago sep oct nov dic
ene feb mar abr may jun jul ago sept oct nov dic
jan fev mar abr mai jun jul ago set out nov dez
gen feb mar apr mag giu lug ago set ott nov dic
jan feb mrt apr mei jun jul aug sep okt nov dec
sty lut mar kwi maj cze lip sie wrz paź lis gru
янв фев мар апр май июн июл авг сен окт ноя дек
янв февр март апр май июнь июль авг сент окт нояб дек
січ лют бер кві тра чер лип сер вер жов лис гру
led úno bře dub kvě čvn čvc srp zář říj lis pro
jan feb mar apr máj jún júl aug sep okt nov dec
jan feb mar apr maj jun jul aug sep okt nov dec
jan feb mar apr mai jun jul aug sep okt nov des
tammi helmi maalis huhti touko kesä heinä elo syys loka marras joulu
oca şub mar nis may haz tem ağu eyl eki kas ara
jan febr márc ápr máj jún júl aug szept okt nov dec
ian feb mar apr mai iun iul aug sept oct nov dec
ιαν φεβ μαρ απρ μαϊ ιουν ιουλ αυγ σεπ οκτ νοε δεκ
`

// dayNames holds the names of the weekdays, Sunday first, as %date% abbreviates them and
// as Get-Date writes them.
const dayNames = `
sunday monday tuesday wednesday thursday friday saturday
sun mon tue wed thu fri sat
sonntag montag dienstag mittwoch donnerstag freitag samstag
so mo di mi do fr sa
dimanche lundi mardi mercredi jeudi vendredi samedi
dim lun mar mer jeu ven sam
domingo lunes martes miércoles jueves viernes sábado
dom lun mar mié jue vie sáb
do lu ma mi ju vi sá
domingo segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado
dom seg ter qua qui sex sáb
domenica lunedì martedì mercoledì giovedì venerdì sabato
dom lun mar mer gio ven sab
zondag maandag dinsdag woensdag donderdag vrijdag zaterdag
zo ma di wo do vr za
niedziela poniedziałek wtorek środa czwartek piątek sobota
n pn wt śr cz pt so
niedz pon wt śr czw pt sob
воскресенье понедельник вторник среда четверг пятница суббота
вс пн вт ср чт пт сб
неділя понеділок вівторок середа четвер п'ятниця субота
нд пн вт ср чт пт сб
neděle pondělí úterý středa čtvrtek pátek sobota
ne po út st čt pá so
söndag måndag tisdag onsdag torsdag fredag lördag
sön mån tis ons tor fre lör
søndag mandag tirsdag onsdag torsdag fredag lørdag
sø ma ti on to fr lø
sunnuntai maanantai tiistai keskiviikko torstai perjantai lauantai
su ma ti ke to pe la
sunnuntaina maanantaina tiistaina keskiviikkona torstaina perjantaina lauantaina
pazar pazartesi salı çarşamba perşembe cuma cumartesi
paz pzt sal çar per cum cmt
vasárnap hétfő kedd szerda csütörtök péntek szombat
duminică luni marți miercuri joi vineri sâmbătă
κυριακή δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο
星期日 星期一 星期二 星期三 星期四 星期五 星期六
周日 周一 周二 周三 周四 周五 周六
週日 週一 週二 週三 週四 週五 週六
日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日
日 月 火 水 木 金 土
일요일 월요일 화요일 수요일 목요일 금요일 토요일
일 월 화 수 목 금 토
`

// fillers are the words that long dates have between their parts, and the marks of the
// year, month and day behind the numbers.
const fillers = "de del of the den le la il at um à kl kl. alle ore г р р. года року år th st nd rd 日 일 o'clock uhr"

// halves are the words for the half of the day; true stands for the second one.
var halves = map[string]bool{
	"am": false, "a.m": false, "上午": false, "午前": false, "오전": false, "πμ": false, "öö": false,
	"pm": true, "p.m": true, "下午": true, "午後": true, "오후": true, "μμ": true, "ös": true,
}

// table maps each word to a set of numbers, a bit each, since words of one language are
// those of another with another meaning: so is Sunday in German and Saturday in Czech.
type table map[string]uint16

var (
	months      = tableOf(monthNames)
	shortMonths = tableOf(shortMonthNames)
	weekdays    = tableOf(dayNames)
	filler      = tableOf(fillers)
)

// tableOf numbers the words of each line from 0.
func tableOf(lines string) table {
	t := make(table)
	for line := range strings.Lines(lines) {
		for i, w := range strings.Fields(line) {
			t[w] |= 1 << min(i, 15)
		}
	}
	return t
}

// only returns the number of a word that stands for one.
func (t table) only(word string) (int, bool) {
	set := t[word]
	for i := range 16 {
		if set == 1<<i {
			return i, true
		}
	}
	return 0, false
}

// labels may stand before a date or a time of day: those of the commands date and time,
// and what scripts write. All else, such as the begin of a lease in ipconfig's output, is
// a time of something else.
var labels = []string{
	"date", "time", "date/time", "datetime", "timestamp", "now", "captured", "captured at", "captured on", "capture time",
	"collected", "collected at", "collected on", "collection time", "start", "start time", "run at", "localdatetime",
	"the current date is", "the current time is", "current date", "current time", "current date and time", "system time", "local time",
	"aktuelles datum", "aktuelle zeit", "aktuelle uhrzeit", "datum", "zeit", "uhrzeit",
	"la date du jour est", "la date actuelle est", "l'heure actuelle est", "heure actuelle", "heure",
	"la fecha actual es", "la hora actual es", "fecha actual", "hora actual", "fecha", "hora",
	"a data atual é", "a hora atual é", "data atual", "hora atual", "data",
	"data corrente", "ora corrente", "ora", "bieżąca data", "bieżąca godzina", "bieżący czas",
	"текущая дата", "текущее время", "дата", "время", "当前日期", "当前时间", "目前日期", "目前時間", "日期", "时间", "時間",
	"現在の日付は", "現在の時刻", "現在の時刻は", "日付", "時刻", "日時", "현재 날짜", "현재 시간", "날짜", "시간",
	"generated", "generated at", "generated on", "report generated", "report generated at", "report generated on", "report date",
	"report time", "scan date", "scan time", "scan started", "audit date", "run date", "date collected", "collection date",
	"snapshot time", "script start", "script started", "date and time", "datum und uhrzeit", "erstellt am", "erfasst am",
	"date et heure", "généré le", "fecha y hora", "generado el", "data e hora", "gerado em", "data e ora", "дата и время",
	"data i godzina", "采集时间", "收集时间", "生成时间", "检查时间", "報告時間", "取得日時", "実行日時", "作成日時", "생성 시간", "수집 시간", "생성일",
	"huidige datum", "huidige tijd", "aktuellt datum", "aktuell tid", "geçerli tarih", "geçerli saat",
}

// isLabel reports whether a text names what follows a capture's own time.
func isLabel(text string) bool {
	text = strings.ToLower(strings.Trim(text, " \t.=#*-_[](){}<>"))
	if i := strings.LastIndexAny(text, "=#*-[(<"); i >= 0 && !strings.Contains(text[i:], "/") {
		text = strings.TrimSpace(text[i+1:])
	}
	for _, l := range labels {
		if text == l {
			return true
		}
	}
	return false
}

// mayPrecede reports whether a stamp behind this text can be the capture's.
func mayPrecede(text string) bool {
	text = strings.TrimRight(text, " \t")
	label, ok := strings.CutSuffix(text, ":")
	if !ok {
		label, ok = strings.CutSuffix(text, "=")
	}
	if !ok {
		label, ok = strings.CutSuffix(text, "：")
	}
	return !ok || strings.Trim(label, " \t=") == "" || isLabel(label)
}
