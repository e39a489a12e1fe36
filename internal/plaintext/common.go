package plaintext

// commonHan are the characters that make up most of running Chinese, in simplified and in traditional form: the
// five hundred most frequent of Jun Da's "Modern Chinese Character Frequency List" (2004) cover three quarters of a
// text. Read in a wrong encoding, a text hits few of them.
const commonHan = "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里" +
	"用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意" +
	"无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等" +
	"产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口" +
	"认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保" +
	"至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交" +
	"规万取拉格望觉术领共确传师观清今切院让识候带导争运笔船支组片须台亲党英快根复字首考流器飞八办每谈装议改足技六" +
	"九七语村近华众始列城节图章备影阳千深底连油跟早育父母半兵联石除江土百林似士收车号算往夫服周约转引失单越钱青风研" +
	"究黄照病参视整低史断游编项贸易增投企银标推协议济展纪录译述版注页卷录目序言绪附表例篇" +
	"這個們來為國說時會對過發後裡種經麼學現當沒動還進樣開從實無與長機關點業將兩間問並應戰頭體見產話給門兒東聲員論" +
	"處義幾認條係氣題爾別變總電數報結務場計資許統區隊決馬書則聽達強難權設記類據程邊張該規萬覺術領確傳師觀讓識帶導爭" +
	"運筆組須親黨復飛辦談裝議語華眾節圖備陽連聯車號單轉錢風黃參視斷遊編項貿銀標協濟紀錄譯頁緒註寫讀請誰講聞歷壽屬歸難勞勢嗎園圓壓夢"

// commonHangul are frequent syllables of Korean: endings and particles, which every sentence has.
const commonHangul = "이다는을의에가고를은한하지도로기사서인나자있어대시아것그들리해일라수만정부주보스제" +
	"면과으여니상전게장성원관구국문무소생신우연공동방경조안와했습요될된적없않때말년위중미더오당실분세계"
