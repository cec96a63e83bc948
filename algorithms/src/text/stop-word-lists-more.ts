/** Function words that both spaCy and stopwords-iso list and `stop-word-lists.ts` does not; sources are in NOTICE. */
export const moreStopWords: Readonly<Record<string, string>> = {
  ar: `آخر آه آي أخرى أضحى أقل ألا أم أمسى أنتما أنتن أولاء أينما إذما إذن إليكم إليكما إي الذى اللائي اللتيا اللتين
    اللذين اللواتي اليوم اما او اول اي ايضا بات بك بكم بكما بكن بلى بما بماذا بمن بنا بي بيد تلكم تلكما تينك حاشا
    حيثما خلا ذاك ذانك ذلكم ذلكما ذلكن ذوا ذواتا ذواتي ذينك ريث صار عدا عسى عليك فيم كأين كذا كلا كلاهما كلتا كليكما
    كليهما كيت كيفما لئن لاسيما لك لكم لكما لكي لكيلا لنا لوما لي ماانفك مابرح مازال مافتئ متى مذ مساء ممن مه هاهنا
    هما هنالك هيا هيت وان`,
  cs: `ahoj aniž ačkoli beze blízko bohužel brzo bys chceme chcete chceš chci chtít chtějí chuti den deset devatenáct
    devět dobrý dvacet dvanáct dál děkovat děkujeme děkuji email jakmile jakož jde jedenáct jednou jedou jeho jehož
    jelikož jež jimi jím ke ku mne moji možná musí mám máte máš mí nade načež nebyly nedělají nedělá nedělám
    neděláme neděláte neděláš nejsi nemáme nemáte neměl nestačí nevadí nula ní ně nějak němu němuž osm osmnáct
    patnáct pozdě pořád pravé prosím pět přičemž rovně sedm sedmnáct smějí sto strana sté svými tamto tebou tisíc
    tisíce tomuto trošku tvoje tvá tě těm třeba tři třináct vaši vedle večer vlastně vždy zač čau či článek článku
    články čtrnáct čtyři šest šestnáct`,
  da: `forrige næste ses sige`,
  de: `ab ach acht achte achten achter achtes ag allein allerdings allgemeinen andern ausser ausserdem außerdem
    beispiel bekannt besonders besten bisher dahinter dank darfst dasein daselbst dazwischen dementsprechend
    demgegenüber demgemäss demgemäß demselben demzufolge denselben derjenige derjenigen dermassen dermaßen derselben
    desselben deswegen diejenige diejenigen dieselben drei drin dritte dritten dritter drittes durchaus durfte
    durften dürft eben ehrlich eigen eigener eigenes einander elf en ende endlich entweder erster erstes früher fünf
    fünfte fünften fünfter fünftes ganzer ganzes gedurft gehabt gekannt gekonnt gemocht gemusst gesagt geschweige
    gewollt geworden gleich gross grosse grossen grosser grosses groß große großen großer großes gute guter gutes
    habt hast heisst hoch infolgedessen irgend jahr jahre jahren je jedermann jedermanns jemandem jemanden kam kaum
    kleine kleinen kleiner kleines konnte konnten kurz könnt lang leicht los machte mag magst meines mittel mochte
    mochten morgen musst mussten muß mögt müsst na nahm natürlich neue neuen neun neunte neunten neunter neuntes
    niemandem niemanden offen rechte rechten rechter rechtes richtig rund sagte sah satt schlecht sechs sechste
    sechsten sechster sechstes seid seitdem sieben siebente siebenten siebenter siebentes solang solches soll tag
    tage tagen tat teil tel trotzdem uhr vergangenen vier vierte vierten vierter viertes wahr wart weit weiteres
    weniger weniges wenigstens werdet willst wirst wollt wollten währenddem währenddessen wäre zehn zehnte zehnten
    zehnter zehntes zeit zuerst zugleich zunächst zurück zusammen zwanzig zweite zweiten zweiter zweites übrigens`,
  el: `άλλα άλλες άλλη άλλο άλλος άλλους άλλων αι δι δια εις εξ ιι ιιι κατ κλπ κτλ μήτε μεν μετ μιαν μιας μπρος οποία
    οποίες οποίο οποίοι οποίος οποίων ου παρά περί πλην προ σεις σου στης τες τοι υπ ωχ`,
  es: `acuerdo adelante ademas además afirmó agregó ahi alli alrededor ambos anterior apenas aproximadamente aqui aquél
    aquélla aquéllas aquéllos arriba aseguró asi atras aun añadió breve buen buena buenas bueno buenos cierta
    ciertas cierto ciertos cinco claro comentó conocer conseguimos conseguir considera consideró consigo consigue
    consiguen consigues creo cuanta cuantas cuantos cuatro cuenta cuáles cuánta cuántas cuántos dan debajo dejó
    delante demasiado deprisa despacio despues detras detrás dia dias dieron diferente diferentes dijeron dijo dio
    día días encima encuentra enfrente enseguida eramos estais estan estuvo excepto existe existen explicó
    expresó final fuimos grandes habia habla hablan habrá haceis hacemos hacerlo haces haciendo hicieron hubo indicó
    informo informó lado largo llegó lleva llevar mal manera manifestó mas mayor medio mencionó menudo mia mias mio
    mios modo mías míos ningunas ningunos nueva nuevas nuevo nuevos ocho partir pasada pasado paìs peor pesar podeis
    podemos podria podriais podriamos podrian podrias podrán podrían poner posible primer primera primero primeros
    pronto propia propias propio propios proximo próximo próximos pudo pueda qeu quedó queremos quiza quizas quizá
    quizás quiénes realizado realizar realizó repente respecto sabe sabeis sabemos saben sabes salvo segun segunda
    segundo seis sera señaló siete sigue siguiente sois sola solas solos supuesto suyas suyos sé tambien tarde
    temprano tendrá tendrán teneis tenga tenido tercera todavia total trata tres tuya tuyas tuyo tuyos ultimo usa
    usais usamos usan usar usas uso vais vaya verdad verdadera verdadero vosotras vuestra vuestras vuestro vuestros
    ésa ésas ése ésos ésta éstas éste éstos última últimas último últimos`,
  fi: `aiemmin aika aikaa aikaan aikaisemmin aikaisin aikana aikoina aikoo aikovat ainakaan ainoa ainoat aiomme aion
    aiotte ajan alas alemmas alkuisin alkuun aloitamme aloitan aloitat aloitatte aloitattivat aloitettava aloitettu
    aloitimme aloitin aloitit aloititte aloittaa aloittamatta aloitti aloittivat aluksi alussa alusta annettavaksi
    annettu ansiosta antaa antamatta antoi apu asiaa asian asiasta asiat asioiden asioihin asioita asti avuksi
    avulla avun avutta edelle edelleen edellä edeltä edemmäs edes edessä edestä eilen elleivät ellemme ellen ellet
    ellette ensimmäinen ensimmäiseksi ensimmäisen ensimmäisenä ensimmäiset ensimmäisiksi ensimmäisinä ensimmäisiä
    ensimmäistä ensin entinen entisen entisiä entisten entistä enää erittäin erityisesti eräiden eräät esi esiin
    esillä et eteen etenkin ettei halua haluaa haluamatta haluamme haluan haluat haluatte haluavat halunnut halusi
    halusimme halusin halusit halusitte halusivat halutessa haluton hei heihin heillä heiltä heissä helposti heti
    hetkellä hieman hitaasti huolimatta huomenna hyvien hyviin hyviksi hyville hyviltä hyvinä hyvissä hyvistä hyviä
    hyvä hyvät hyvää hänellä häneltä hänessä häntä ilmeisesti itsensä itseään jokin joksi jompikumpi jona jonkin
    jonne joo jotain joten jotenkin jotenkuten jouduimme jouduin jouduit jouduitte joudumme joudun joudutte joukkoon
    joukossa joukosta joutua joutui joutuivat joutumaan joutuu joutuvat jälleen jää kahdeksan kahdeksannen kahdella
    kahdelle kahdelta kahden kahdessa kahdesta kahta kahteen kaiken kaikilta kaikkea kaikkia kaikkiaan kaikkialla
    kaikkialle kaikkialta kannalta kannattaa kanssaan kanssamme kanssani kanssanne kanssasi kauan kauemmas kaukana
    kehen keihin keiksi keille keillä keiltä keinä keissä keistä keitten keittä keitä keneen keneksi kenelle kenellä
    keneltä kenenä kenessä kenestä kenet kenettä kenties kerta kertaa keskimäärin ketä kokonaan kolmas kolme kolmen
    kolmesti kovin kuitenkaan kukin kumpainen kumpainenkaan kumpi kumpikaan kumpikin kuuden kuusi kuutta kylliksi
    kymmenen kyse liki lisää lla lähekkäin lähelle läheltä lähemmäs lähinnä lähtien mahdollisimman meihin meiltä
    meissä meistä meitä melkein melko menee menemme menen menet menette menevät meni menimme menin menit menivät
    mennessä mennyt menossa mikäli mikään milloinkan miltä minulta minussa minusta minuun mitään moi molemmat mones
    monesti moniaalla moniaalle moniaalta muassa muka mukaansa mukana muualla muualle muualta muuanne muulloin muuta
    muutama muutaman muuten myöskin myöskään myötä neljä neljän neljää niiksi niillä niiltä niinä noiden noihin
    noiksi noilla noille noilta noina noissa noista noita nopeammin nopeasti nopeiten nro näiksi näille näillä
    näiltä näinä ohi oikea oikealla oleva olevan olevat olisimme olisin olisit olisitte olitte omaa omaan omaksi
    omalle omalta omassa omat omia omien omiin omiksi omille omilta omissa omista onkin paikoittain pakosti parempi
    parhaillaan perusteella peräti pieneen pieneksi pienelle pienellä pieneltä pienempi pienestä pieni pienin
    puolestaan päälle runsaasti samaan saman samat samoin satojen seitsemän seuraavat sijaan siltä sinua sinulle
    sinulta sinussa sinusta sinuun sisäkkäin sisällä siten ssa sta suoraan suuntaan suuren suuret suuria suurin
    suurten taa taemmas tahansa takaisin tallä tapauksessa tavalla tavoitteena teidät teihin teillä teiltä teissä
    teistä teitä tietysti todella toisaalla toisaalle toisaalta toiseen toiseksi toisella toiselle toiselta toisemme
    toisen toisensa toisessa toisesta toista toistaiseksi toki tosin tulemme tulen tulet tulette tulevat tulimme
    tulin tulisi tulisimme tulisin tulisit tulisitte tulisivat tulit tulitte tulivat tulla tulleet tullut tuntuu
    tuohon tuoksi tuolle tuolloin tuolta tuona tuonne tuosta tuskin tykö täksi tällöin tältä tänne tänä täten
    täytyvät täytyy täällä täältä ulkopuolella usea useasti useimmiten uudeksi uudelleen uuden uudet uusi uusia
    uusien uusinta uuteen uutta vai vaiheessa vaikea vaikean vaikeat vaikeilla vaikeille vaikeilta vaikeissa
    vaikeista varmasti varsin varsinkin varten vasen vastakkain vastan verran vierekkäin vieressä vieri viiden viime
    viimeinen viimeisen viimeksi viisi voimme voin voisi voit voitte vuoden vuosi vuosien vuosina vuotta vähemmän
    vähintään vähiten vähän välillä yhdeksän yhden yhteen yhteensä yhteydessä yhteyteen yhtäälle yhtäällä yhtäältä
    yhtään yhä yksin yksittäin yleensä ylemmäs älköön älä`,
  fr: `abord ah allaient allons anterieur anterieure anterieures apres assez attendu aupres auquel autrement autrui
    auxquelles auxquels avais bas basee bat certes cinq cinquantaine cinquante cinquantième cinquième combien
    compris concernant da dedans deja delà derriere desormais desquelles dessous dessus deuxième deuxièmement devers
    different differentes differents différent différente différentes différents directe directement dite dits
    divers diverse diverses dix dixième douze douzième duquel désormais effet egalement eh envers environ etant etre
    exactement excepté fais faisaient faisant façon feront gens ha hem hep hi ho hormis hou houp hue huit huitième
    hé importe juste laisser longtemps lès maint maintenant malgre meme memes merci mien mienne miennes miens mille
    moindres na neanmoins neuvième nombreuses nombreux nouveau nul néanmoins nôtre nôtres onze onzième ouias ouste
    outre ouvert ouverte ouverts parfois parle parlent parler partant pense permet personne possible possibles
    pourrais prealable precisement premièrement pres procedant proche pu quant quarante quatorze quatre quatrième
    quatrièmement quelconque quelqu'un quiconque quinze quoique relative relativement rend rendre restant reste
    restent retour revoici revoilà sait seize semblable semblaient semble semblent sent sept septième sienne siennes
    siens six sixième soixante specifique specifiques stop suffisant suffisante suffit suit suivant suivante
    suivantes suivants suivre surtout tellement tenant tend tenir tente tien tienne tiennes tiens touchant treize
    trente tres troisième troisièmement té unes uns vais vas vingt vé vôtre vôtres ça ès`,
  he: `אחרות אחרים איזה איפה איתה איתו איתי איתך איתכם איתכן איתם איתן איתנו אתכן באמצע באמצעות במידה ברם היכן היתה הרי
    ואילו יוכל יוכלו יכולות יכל יכלה יכלו כולם כולן כזה כיצד ככה כלל לאן למטה למעלה למרות לפיכך מאחורי מאין מאיפה
    מבלי מבעד מהיכן מחוץ מכאן מכיוון מנין מסוגל מעטים עז עלי עליה עליהם עליהן עליו עליך עליכם עלינו עצמי עצמן עצמנו
    שלהן שלכם שלכן`,
  hi: `अधिक अन्य अभि इंहें इंहों इतयादि इसकि इसि उंहिं उंहें उंहों उनकि उन्हों उसि एसे ओर कइ काफि किंहें किंहों किन्हों
    किसि कोइ कोन कोनसा जिंहें जिंहों जिधर जिन्हों जेसा जेसे तिंहें तिंहों तिन्हें तिन्हों तिसे दबारा दवारा दुसरे
    नहिं निचे पुरा बनि बहि बही बाला भितर यहि रवासा रूप ऱ्वासा लिये वग़ैरह वगेरह वरग वहिं वहीं शामिल संग सभि साभ हुअ
    हुइ होति`,
  hu: `akár amolyan cikkek cikkeket hát ide inkább ison keressünk le ma mindent miért mondta míg néhány oda ok például
    szét vagyok voltunk ön őket`,
  it: `abbastanza abbiate accidenti agl ahime ahimè altrimenti altrove altrui anni anno ansa anticipo assai attesa
    attraverso avanti avemmo avendo avente aver averlo avesse avessero avessi avessimo aveste avesti avevamo avevate
    avevi avrai avranno avrebbero avrei avremmo avremo avreste avresti avrete avrò avuta avute avuti benissimo brava
    bravo caso cento certa certe certi certo chicchessia ciascuna cima cio cioe citta città co codesta codesti
    codesto cogli colei coll coloro colui cominci comunque concernente conclusione consiglio cortesia cos cosi dagl
    dappertutto degl detto deve dire dirimpetto diventa diventare diventato dov dovra dovrà dovunque ebbero ebbi ecc
    effettivamente entrambi eppure eravamo eravate eri ero esempio esser ex faccia facciamo facciano facciate faccio
    facemmo facesse facessero facessi facessimo faceste facesti faceva facevamo facevano facevate facevi facevo fai
    farai faranno farebbe farebbero farei faremmo faremo fareste faresti farete farà farò favore fecero feci
    finalmente finche fine forse forza fosse fossero fossi fossimo foste fosti frattempo fui fummo futuro generale
    gia giacche giorni giorno gliela gliele glieli glielo gliene grande grazie gruppo haha ieri improvviso inc
    intanto intorno lasciato lontano luogo macche magari maggior male malgrado malissimo medesimo mediante mesi
    mezzo mila miliardi milioni minimi moltissimo momento mondo negl nemmeno neppure nondimeno nonostante nonsia
    novanta nove nuovo ognuna ore osi ottanta otto paese parecchi parecchie parecchio partendo peccato peggio perche
    percio pero persino persone piedi pieno piglia piu po pochissimo poiche possedere posteriore posto
    preferibilmente presa press principalmente probabilmente puo purtroppo qualcuna qualunque quantunque quattro
    quel realmente recente recentemente registrazione relativo riecco salvo sara sarai sarebbero sarei saremmo
    saremo sareste saresti sarete sarò scola scopo scorso seguente seguito sembrare sembrato sembri sette siate sig
    solito soltanto spesso stando stanno starai staranno starebbe starebbero starei staremmo staremo stareste
    staresti starete starà starò stava stavamo stavano stavate stavi stavo stemmo stessero stessimo steste stesti
    stette stettero stetti stia stiamo stiano stiate sto successivamente successivo sugl tempo titolo tranne trenta
    trovato uguali ulteriore ultimo uomo vale vari varia varie vario vi vicino visto vita`,
  ja: `あっ かつて`,
  ko: `하나`,
  nl: `achterna af afgelopen alhoewel allebei ben bepaald binnenin bovenal bovenstaand daarheen daarnet dikwijls
    doorgaand eigen erdoor evenwel gauw gedurende gelijk gewoonweg hierbeneden hierboven ikzelf inmiddels inzake
    jezelf jijzelf jouwe juist klaar krachtens mezelf mochten nadat net omhoog omlaag omstreeks omver ondertussen
    ongeveer onszelf ooit opnieuw opzij overigens rondom sindsdien slechts spoedig tamelijk tenzij thans
    uitgezonderd vandaan veeleer vervolgens vooraf vooralsnog voordat voordien voorheen voorop voorts vooruit vroeg
    wanneer want wegens weinig weldra welk wezen wiens wier zijne zodra zowat zulk`,
  pl: `bynajmniej chce choć coraz często dwoje gdzieś godz iv ix jakichś jakiż jakkolwiek jednakże jedynie kilku kimś
    mało miał moi moim naszych ok powinni tel totobą twoim twym tys tzw vi vii viii wasi wie wśród xi xii xiii xiv
    xv zaś znowu znów został żadnych`,
  pt: `adeus ambas apoio apontar atrás baixo boa bom breve caminho catorze cedo cento certamente certeza cima cinco
    coisa comprido conhecido conselho corrente custa debaixo dez dezanove dezasseis dezassete dezoito diante direita
    dizem doze dão estado estará estive estivemos estiveram estiveste estivestes estás exemplo falta fará favor
    fazeis fazem fazemos fazes faço final forma foste fostes fui geral grandes grupo iniciar inicio ir irá lado
    ligado local lugar maiorias menor meses mil momento máximo mês naquela naquele nova novas nove novo novos nuns
    nível número obrigada obrigado oitava oitavo oito onze partir pegar perto poderá ponto pontos portanto posição
    possivelmente possível povo puderam põe põem quarta quarto querem quero questão quieto quinta quinto quinze
    relação sabe saber segunda segundo sei seis sete sexta sexto sistema sois somente somos sou sétima sétimo talvez
    tarde tempo tendes tens tentar tentaram tente tentei terceira terceiro tipo tivemos tiveram tiveste tivestes
    treze três usa usar vais valor veja vens ver vindo vinte vossa vossas vosso vossos vêm zero área`,
  ro: `aceeasi acelasi acestia aceşti aceştia acord adica aibă aici aiurea ala alaturi altceva altcineva alti altii
    anume as asa astazi astea astăzi asupra atare atat atata atatea atatia ati atit atita atitea atitia aveţi avut
    aş aşadar aţi ba bucur bună cand capat careia carora caruia cat catre caut ceilalti ceva cinci cind cit cita
    cite citeva citi citiva conform contra cui curând curînd câtva câţi cînd cît cîte cîtva cîţi căci daca dat
    datorită deasupra decit degraba desi deşi dinaintea doilea drept dupa dă eram exact eşti fara fata fii fim fiu
    fiţi frumos geaba graţie ieri ii il imi in inainte inapoi inca incit insa intr intre isi iti lîngă ma mine multa
    multi mulţi mulţumesc mîine niciodata nicăieri nimeri niste nişte noastre noroc nostri nouă noştri opt or
    oricine oricum oricând oricât oricînd oricît oriunde pai parca patra patru patrulea pic pina plus putini puţin
    puţina puţină pînă rog sai si sint sintem spate sunteţi sută sînt sîntem sînteţi să ti timp toata toti totusi
    totuşi toţi trei treia treilea tuturor tăi ul ului undeva unora unuia vi voastre vouă voştri vreme zece zero zi
    zice înaintea încotro încît întrucât întrucît îţi ăla ălea ăsta ăstea ăştia şapte şase şi ştiu ţi ţie`,
  ru: `алло близко будем будете будешь буду будь бывает вдали вдруг везде вне вниз внизу вокруг вон вообще всею всю
    всюду давно далеко дальше даром действительно довольно долго должно должный другая другое его затем зато значит
    имел иметь каждая каждое каждые казаться кого ком кому кроме мало менее меньше мимо мною могу мочь наверху назад
    наиболее начала недавно недалеко некоторый нем немного нему непрерывно нередко несколько нею ниже низко никакой
    никто никуда ними ничто нужный оба обычно однажды одного особенно откуда отовсюду отсюда первая первое первый
    первым пожалуйста позже пор пора посреди рано раньше рядом самим самими самих самого самой самом самому саму
    своего сих сколько слишком сначала снова собой собою сразу стать суть та таки такое твои твоя твоё тобою туда
    хотеть хочешь часто чаще чему этими`,
  sv: `aderton adertonde adjö allas andras artonde bakom behöva behövas behövde behövt beslut beslutat beslutit borta
    bra bäst bådas dagar dagarna dagen delen elfte elva enkel enkelt enkla ettusen fanns fem femte femtio femtionde
    femton femtonde fin fjorton fjortonde fjärde fyra fyrtio fyrtionde fått följande förlåt förra genast gjorde goda
    godare godast gott gälla gäller gällt gärna gått haft hellre helst hundra hundraen hundraett hög höger högre
    högst idag igår imorgon inuti jämfört knappast kommit kr kunnat legat ligga ligger likställd likställda lilla
    liten litet länge längre längst lätt lättare lättast långsam långsammare långsammast långsamt mindre mittemot
    möjlig möjligen möjligt möjligtvis ned nederst nedersta nedre nio nionde nittio nittionde nitton nittonde noll
    nr nummer nästa nödvändig nödvändiga nödvändigt nödvändigtvis ofta oftast olika olikt rakt redan sade sagt
    senare senast sent sex sextio sextionde sexton sextonde sista siste sju sjunde sjuttio sjuttionde sjutton
    sjuttonde sjätte slutligen små smått snart stort störst säga sämre sämst tidig tidigare tidigast tidigt
    tillsammans tio tionde tjugo tjugoen tjugoett tjugonde tjugotre tjugotvå tjungo tolfte tolv tre tredje trettio
    trettionde tretton trettonde tvåhundra ursäkt ute varifrån varken varsågod vems verkligen viktig viktigare
    viktigast viktigt vänster vänstra värre åtminstone åtta åttio åttionde åttonde övermorgon överst övre`,
  tr: `acep adamakıllı adeta ait amma anca aynen açıkça açıkçası bari başkası beriki bilcümle binaen binaenaleyh
    birazdan birbiri birden birdenbire birice birileri birkaçı birkez birçoğu birşeyi bitevi biteviye bittabi
    bizatihi bizce bizcileyin bizimki bizzat boşuna buracıkta buradan burası böylecene böylelikle böylemesine
    böylesine büsbütün cuk cümlesi dahil dahilen daima dair dayanarak dek demin demincek deminden denli derakap
    derhal derken değin diğeri edecek edilecek ediliyor elbet elbette emme enikonu epey epeyce epeyi esasen
    esnasında etraflı etraflıca ettiğini evleviyetle evvel evvela evvelce evvelden evvelemirde evveli filanca gah
    gayet gayetle gayri gayrı gelgelelim gene gerek gerçi geçende geçenlerde gibilerden gibisinden gine gırla hakeza
    halbuki halihazırda haliyle handiyse hangisi hani hariç hasebiyle hasılı hele herkesin hiçbiri hoş hulasaten
    iken ila ilen ilk illa illaki imdi indinde inen insermi ister itibarıyla iyi iyice iyicene iş kaffesi kah kala
    kaynak kaçı kelli kendilerine kendisi kendisine kendisini kere keza kezalik keşke kimden kimisi kimsecik
    kimsecikler külliyen kısaca lakin leh lütfen maada madem mademki mamafih mebni međer meğer meğerki meğerse
    nasılsa nazaran naşi nedeniyle nedense nerden nerdeyse nere nereden neredeyse neresi netekim neye neyi neyse
    nice nihayet nihayetinde nitekim oldukça onca onculayın onda oracık oracıkta oradan oranca oranla oraya oysaki
    pekala peki pekçe peyderpey sahi sahiden sana sonradan sonraları sonunda tabii tam tamam tamamen tamamıyla tek
    vasıtasıyla velev velhasıl velhasılıkelam veyahut yahut yakinen yakında yakından yakınlarda yalnız yalnızca
    yapacak yaptıkları yaptığı yaptığını yapılması yapıyor yeniden yenilerde yoluyla yüzünden zarfında zati zira
    çabuk çabukça çeşitli çokları çoklarınca çokluk çoklukla çokça çoğun çoğunca çoğunlukla öbür öbürkü öbürü önce
    önceden önceleri öncelikle öteki ötekisi öylece öylelikle öylemesine öz şayet şeyden şeyi şuncacık şunda şundan
    şunlar şunları şunun şura şuracık şuracıkta şurası`,
  uk: `весь вниз внизу навколо`,
  zh: `一何 一则 一方面 一旦 一来 一转眼 万一 上下 不光 不单 不只 不外乎 不如 不妨 不尽 不尽然 不得 不怕 不惟 不成 不拘 不料 不比 不然 不特 不独 不管 不至于 不若 不论 不问 与其 与其说 与否 与此同时
    且不说 且说 两者 个别 为何 为止 为此 为着 乃至 乃至于 之所以 之类 乌乎 也好 也罢 二来 于是乎 云云 云尔 人们 人家 什么样 介于 仍旧 从此 从而 他人 以为 以便 以免 以故 以期 以至 以至于 以致
    任凭 似的 但凡 何以 何况 何处 何时 余外 作为 使得 例如 依据 依照 便于 俺们 倘使 倘或 倘然 倘若 假使 假如 假若 先不先 光是 全体 关于 其一 其二 其余 其次 具体地说 具体说来 兼之 再其次 再则
    再有 再者 再者说 再说 况且 几时 凡是 凭借 出于 分别 则甚 别人 别处 别是 别的 别管 别说 前后 前此 前者 加之 加以 即令 即使 即便 即如 即或 即若 又及 及至 反之 反而 反过来 反过来说 受到
    另一方面 另外 另悉 只当 只怕 只是 只有 只消 只要 只限 叮咚 可见 各个 各位 各自 后者 向使 向着 吧哒 呜呼 呵呵 呼哧 咱们 哈哈 哎呀 哎哟 哪儿 哪天 哪年 哪怕 哪样 哪边 哼唷 唯有 啪达 啷当 喔唷
    嗡嗡 嘎登 嘿嘿 因了 因着 因而 固然 在下 在于 基于 处在 多么 如上 如上所述 如下 如其 如同 如是 如若 始而 孰料 孰知 宁可 宁愿 宁肯 对待 对方 对比 尔后 尔尔 尚且 就是了 就是说 就算 就要
    尽管如此 岂但 已矣 巴巴 庶乎 庶几 开外 归齐 当地 当然 当着 彼时 彼此 得了 怎么办 怎么样 怎奈 总之 总的来看 总的来说 总的说来 总而言之 恰恰相反 惟其 慢说 或则 或是 或曰 截至 所在 所幸 才能 打从
    抑或 按照 换句话说 换言之 据此 接着 故此 故而 旁人 无宁 无论 既往 既是 既然 是以 是的 替代 有及 有时 朝着 本人 本地 本着 本身 来着 来自 来说 极了 果然 果真 某个 某某 正值 正如 正巧 正是
    此地 此处 此时 此次 此间 毋宁 每当 比及 比方 没奈何 沿着 漫说 然则 照着 犹且 犹自 甚且 甚么 甚或 甚而 甚至 甚至于 用来 由是 由此 由此可见 的确 相对而言 省得 眨眼 着呢 矣乎 矣哉 竟而 等到
    简言之 类如 紧接着 纵令 纵使 纵然 结果 继之 继后 继而 综上所述 罢了 而况 而后 而外 而已 而言 能否 自个儿 自从 自各儿 自后 自家 自打 自身 至于 至今 至若 般的 若夫 若是 若果 若非 莫不然 莫如
    莫若 虽则 虽说 要不 要不是 要不然 要么 要是 譬喻 譬如 设使 设或 设若 诚如 诚然 说来 诸位 诸如 谁人 谁料 谁知 贼死 赖以 起见 趁着 越是 较之 还要 这一来 这么 这么些 这么样 这么点儿 这会儿 这儿
    这就是说 这时 这次 这般 这边 进而 连同 逐步 遵循 遵照 那么些 那么样 那会儿 那儿 那时 那般 那边 鄙人 鉴于 针对 除外 除开 除此之外 除非 随后 随时 难道说 非但 非徒 非特 非独 顺着 首先`,
};
