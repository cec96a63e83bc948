/** Stop words of languages of Europe and the Caucasus beside those of `stop-word-lists.ts`; sources are in NOTICE. */
export const europeanStopWordLists: Readonly<Record<string, string>> = {
  az: `amma arasında artıq ay az bax belə beş bilər bir biraz biri birşey biz bizim bizlər bu buna bundan bunların bunu
    bunun buradan bütün bəli bəlkə bəy bəzi bəzən daha dedi deyil dir düz də dək dən dəqiqə edir edən elə et etdi
    etmə etmək faiz gilə görə ha haqqında harada heç hə həm həmin həmişə hər idi il ildə ilk ilə in indi istifadə
    isə ki kim kimi kimə lakin lap mirşey məhz mən mənə niyə nə nəhayət obirisi of olan olar olaraq oldu olduğu
    olmadı olmaz olmuşdur olsun olur on ona ondan onlar onlardan onların onsuzda onu onun oradan qarşı qədər saat
    sadəcə saniyə siz sizin sizlər sonra səhv sən sənin sənə təəssüf var və xan xanım xeyr ya yalnız yaxşı yeddi
    yenə yox yoxdur yoxsa yəni zaman çox çünki öz özü üçün əgər əlbəttə ən əslində`,
  be: `аб аба або абодва абы ад адгэтуль адзін адкуль адна аднак адно адны адтуль аж ажно акрамя акурат але альбо амаль
    анi ана ані апроч без бо будзе будзем будзеце будзь буду будуць будучы бы была было былі быць быў вам вамі вас
    ваш ваша вашага вашай вашу вашы вельмі вось вы гэта гэтага гэтай гэтаму гэтую гэты гэтым гэтымі гэтых гэтыя да
    два дзве дзе дзеля для до другая другі другія ды дык ею за замест зараз заўсёды згодна зусім каб каля калі
    калісьці каму кожнае кожная кожны кожныя колькі крыху куды ледзь лепш ля магчыма мае маем маю маюць мая маё мела
    мелі меў мне мной мною могуць можа можна мой мы мяне між на нават над нам намі напрыклад насупраць наш наша
    нашага нашай нашы не него некалькі некаторыя нельга нешта неяк ну няма няхай ні нібы ніколі нікому ніхто нічога
    ніякі па паводле пад падчас пакуль пасля перад перш потым пра праз праўда пры прычым раз разам са сабе сам сама
    само самы самі свае свайго сваю свая сваё сваёй сваім сваімі сваіх свой сябе сярод сёння табе табой таго тады
    так такая такое таксама такі такія там тая твае твая тваё твой то тое той толькі тому тры трэба тут тую ты тым
    тых тыя ужо усе усю уся усяго усё усім усіх хаця хоць хто хіба цераз цябе цяпер ці чаго чалавек чаму через чым
    шмат што штосьці яго яе як якi якая якога якое якой якраз якую які якім якіх якія яму яна яно яны яшчэ ёй ён
    ёсць ёю із ім імі іншае іншая іншы іншых іншыя іх ўжо ўсе ўсю ўся ўсяго ўсё ўсім ўсіх`,
  bg: `автентичен аз ако ала бе без беше би бивш бивша бивши бившо бил била били било благодаря близо бъда бъдат бъде
    бяха вас ваш ваша вашата вашият веднъж вероятно вече взема ви вие винаги вместо внимава време все всеки всички
    всичко вследствие всъщност всяка втори във въпреки върху вътре ги главен главна главно глас го година години
    годишен годно да далеч далече дали два двама двамата две двете ден днес дни до добра добре добро добър докато
    докога дори досега доста достатъчно друг друга другаде други евтин едва един една еднаква еднакви еднакъв едно
    екип ето жив живот за забавям завинаги зад зададени заедно запазва започвам заради засега заспал затова защо
    защото здравей здрасти знае зная из извън изглежда изглеждайки изглеждаше използвайки или им има имайки имат
    иска искам йо каза казва казвайки казвам как каква какво както какъв като кауза каузи кога когато когото което
    които кой който колко която край кратък кръгъл къде където към лесен лесно летим летиш летя ли лош май макар
    малко малцина ме между междувременно мек мен месец ми минус мис мисля много мнозина мога могат може можем мой
    мокър моля момента му на навсякъде навътре нагоре над надолу назад наистина най наопаки наполовина напоследък
    направи напред например нас насам наскоро настрана наш него негов независимо нека необходимо нещо нея ни ние
    никой нито нищо но нов нова нови новина някак някога някои някой няколко някъде няма обаче обикновено обратно
    означава около описан опитах опитва опитвайки опитвам определен определено освен осигурява особен особено от
    отвъд отгоре отделно отдолу отива отивам отидох отколкото откъдето отново относно отсега оттам ох очевидно още
    пак плюс по повече повечето под поне поради после последен последно посочен почти прав прави правя пред преди
    през при просто пряко пък първата първи първо път пъти равен равна различен различни разумен разумно са сам само
    се себе сега сериозно си сигурен сигурно син скоро скорошен след следва следващ следващия следното следователно
    случва сме смея смях собствен според сравнително сред срещу става сте съвсем съдържа съдържащ съжалявам съм
    съответен съответно със също така такива такъв там твой твърде те тези техен техни ти то това тогава този той
    толкова точно трета три трябва тук тъй търси тя тях ужасно употреба успоредно уточнен уточняване утре харесали
    харесва хиляди ценя цяло цялостен часа че често чрез чудя ще щеше щом щяха юмрук як`,
  ca: `abans ací ah així això al aleshores algun alguna algunes alguns alhora allà allí allò als altra altre altres amb
    ambdues ambdós anar ans apa aquell aquella aquelles aquells aquest aquesta aquestes aquests aquí baix bastant bé
    cada cadascuna cadascunes cadascuns cadascú com consegueixo conseguim conseguir consigueix consigueixen
    consigueixes contra d'un d'una d'unes d'uns dalt de del dels des després dins dintre donat doncs durant eh el
    elles ells els em en encara ens entre era erem eren eres es esta estan estat estava estaven estem esteu estic
    està estàvem estàveu et etc ets fa faig fan fas fem fer feu fi fins fora gairebé ha han has haver havia he hem
    heu hi ho igual iguals inclòs ja jo l'hi la les li li'n llarg llavors m'he ma mal malgrat mateix mateixa
    mateixes mateixos me mentre meu meus meva meves mode molt molta moltes molts mon mons més n'he n'hi ne ni no
    nogensmenys només nosaltres nostra nostre nostres oh oi on pas pel pels per perquè però poc poca pocs podem
    poden poder podeu poques potser primer propi puc qual quals quan quant que quelcom qui quin quina quines quins
    què s'ha s'han sa sabem saben saber sabeu sap saps semblant semblants sense ser ses seu seus seva seves si sobre
    sobretot soc solament sols som son sons sota sou sóc són t'ha t'han t'he ta tal també tampoc tan tant tanta
    tantes te tene tenim tenir teniu teu teus teva teves tinc ton tons tot tota totes tots un una unes uns us va
    vaig vam van vas veu vosaltres vostra vostre vostres érem éreu és éssent últim ús`,
  et: `aga ainult alates all alla alles antud edasi ees eest ega ehk ei eks enam enamik enda endale endast ennast enne
    et hoopis iga igal igas ikka ilma ise iseenda isegi ises ja jah jne juba just juurde juures jälle järel järgi ka
    kaasa kaks kas keda keegi kelle kellele kellest kes kogu kohta kolm koos korral kuhu kui kuid kuidas kuna kuni
    kus kust kõik küll lihtsalt läbi läks ma me meid meie meil meile mida midagi miks millal mille millele milles
    millest milline mind mingi minu mis mitte mitu mu muidu mujal mul mulle muu muud muutub mõlemad mõne mõned mõni
    möödas nad nagu need neid neil neile nemad nende nendel nii ning näiteks oled oleks olema oleme olen olete oli
    olid olime olin olla olnud oma omad ometi on osa paar palju pandi pea peab peaks peal peale peavad pidi pigem
    pole poole poolt pärast rohkem sa saab saada saaks saanud sai sama samal samas samuti seal seda see seega
    seejärel selle sellega sellel selles sellest selline sellised selliste seni sest siia siin siis siiski siit sina
    sind sinu sisse suhtes sul sulle ta te teda teeb tegema teha teid teie teil teile teine teise teised tema temaga
    temal temale tuleb tuli tulla täiesti tõttu vahel vaid vaja vastu veel vist väga vähem või võib võiks võivad
    võttes ära ühe ühel üks ükski üldse üle üles ümber`,
  eu: `al anitz arabera asko baina bat batean batek bati batzuei batzuek batzuetan batzuk bera beraiek berau berauek
    bere berori beroriek beste bezala da dago dira ditu du dute edo egin ere eta eurak ez gainera gu gutxi guzti
    haiei haiek haietan hainbeste hala han handik hango hara hari hark hartan hau hauei hauek hauetan hemen hemendik
    hemengo hi hona honek honela honetan honi hor hori horiei horiek horietan horko horra horrek horrela horretan
    horri hortik hura izan ni noiz nola non nondik nongo nor nora ze zein zen zenbait zenbat zer zergatik ziren
    zituen zu zuek zuen zuten`,
  hr: `ah aha aj ako al ali arh au avaj bar baš bez bi bih bijah bijahu bijasmo bijaste bijaše bila bili bilo bio bismo
    biste biti brr budavši bude budimo budite budu budući bum bumo buć da daj dakle de deder dem djelomice
    djelomično do doista dok dokle donekle dosad doskoro dotad dotle dovečer drugamo drugdje duž eh ehe ej eno eto
    evo ga gdjekakav gdjekoje gic god halo hej hm hop hoće hoćemo hoćete hoćeš hoću htijahu htijasmo htijaste htio
    htjedoh htjedoste htjedoše htjela htjele htjeli hura iako ih iju ijuju ikada ikakav ikakva ikakve ikakvi ikakvih
    ikakvim ikakvima ikakvo ikakvog ikakvoga ikakvoj ikakvom ikakvome ili im iz ja je jedna jedne jedni jedno jer
    jesam jesi jesmo jest jeste jesu jim joj još ju kada kako kao koja koje koji kojima koju kroz lani li me mene
    meni mi mimo moj moja moje moji moju mu na nad nakon nam nama nas naš naša naše našeg naši ne nego neka neke
    neki nekog neku nema netko neće nećemo nećete nećeš neću nešto ni nije nikoga nikoje nikoji nikoju nisam nisi
    nismo niste nisu njega njegov njegova njegovo njemu njezin njezina njezino njih njihov njihova njihovo njim
    njima njoj nju no od odmah on ona one oni onim onima ono onoj onom onu ova ovaj ovim ovima ovoj pa pak pljus po
    pod podalje poimence poizdalje ponekad pored postrance potajice potrbuške pouzdano prije sa sam samo sasvim sav
    se sebe sebi si smo ste su sva sve svi svog svoj svoja svoje svoju svom svu ta tada taj tako te tebe tebi ti tim
    tima to toj tome tu tvoj tvoja tvoje tvoji tvoju usprkos utaman uvijek uz uza uzagrapce uzalud uzduž valjda vam
    vama vas vaš vaša vaše vašim vašima već vi vjerojatno vjerovatno vrh vrlo za zaista zar zatim zato zbija zbog
    zimus zum će ćemo ćete ćeš ću čijem čijim čijima šic šta štagod što štogod želeći željah željela željele željeli
    željelo željen željena željene željeni željenu željeo`,
  hy: `ամբողջ ամբողջը ամեն ամենայն ամենը ամենքը այդ այդչափ այդպես այդպիսի այդտեղ այդքան այլ այն այնինչ այնչափ այնպես
    այնպիսի այնտեղ այնքան այս այսինչ այսչափ այսպես այսպիսի այստեղ այսքան բոլոր բոլորը դա դու դուք եմ են ենք ես
    երբեւէ երբեւիցե եւ եք էի էին էինք էիր էիք էր ըստ ին ինչ իսկ իր կամ համայն համար հետ հետո մեկը մեկնումեկը մենք
    մեջ մի միեւնույն մյուս յուրաքանչյուր յուրաքանչյուրը նա նաեւ նույն նույնչափ նույնպիսի նույնքան նրա նրանք ողջ ողջը
    ոմն ովեւէ որ որեւէ որեւիցե որը որոնք որոշ որպես ու ում ուրիշ ոք պիտի սա սույն վրա`,
  is: `afhverju aftan aftur afþví aldrei allir allt alveg annars annað bara dag eftir eiga einhver einhverjir einhvers
    eins einu eitthvað ekkert ekki ennþá eru eða fara fer finna fjöldi framan frekar frá fyrir fólk gegnum geta
    getur gmg gott hafa hann hef hefur heyra hjá hvar hvað hver hverjir hverjum hvernig hvor hvort hægt hér hérna
    hún img inn kannski koma lol líka maður mega meira með mig mikið minna minni missa mjög mátt mér nei niður núna
    oft okkar okkur póst póstur rofl saman sem sig sinni sjá smá smátt spurja spyrja staðar stórt svo svona sælir
    sæll sér síðan taka takk til tilvitnun titlar upp var vel velkomin velkominn vera verið verður vil vilja vill
    vita við væri yfir ykkar ætti þakka þakkir þannig þar þarf þau það þegar þeim þeir þeirra þess þessa þessi þessu
    þessum þetta þinn þitt þið þráð þráður því þær þér þín`,
  ka: `აბა აგრეთვე ადრე აი ალბათ ამ ამათ ამან ამას ამით ამის ამიტომ ამჟამად ან ანუ არ არა არავინ არაფერი არიან არის არც
    ასე ასევე ასეთი ასეთმა აუ აქ აქვე აქვს აღარ ბევრი გამო გამოც განსაკუთრებით გარდა გარეშე და დაახლოებით დიახ ეგ
    ეგრე ერთ ერთად ერთი ერთმანეთს ერთხელ ეს ესე ესენი ვარ ვართ ვერ ვერც ვიდრე ვითომ ვინ ვინც ვის ვისი თავის
    თავისთავად თავისი თან თანაც თითოეული თითქმის თითქოს თუ თუკი თუმცა თქვენ თქვენი იგი ივ იმ იმას იმის იმიტომ ის ისე
    ისევ ისეთი ისინი იქ იქნებ იქნება იქნებოდა იყვნენ იყო კვლავ კი კიდევ კიდეც კოველი მაგ მაგალითად მაგრამ მათ მათი
    მან მას მე მეორე მერე მეტი მიერ მიმართ მინდა მის მისთვის მისი მიუხედავად მიხედვით მოხდა მუდამ მხოლოდ ნაკლებად ნუ
    ნურც ოდესმე ოღონდ პირველი რა რად რათა რაიმე რამ რამდენი რამდენიმე რამე რას რატომ რაც რის რისი რო როგორ როგორც
    როდესაც როდის რომ რომელ რომელი რომელიც რომელმაც რომლებიც რომლებსაც რომლითაც რომლის როცა სად სადაც საერთოდ
    საკმაოდ საკუთარი სანამ სახით სწორედ სხვა სხვადასხვა ტუ უკვე უნდა უფრო უცებ ფა ყველა ყველაზე ყველაფერი ყოველთვის
    ყოველი ყოფილა ყოფნა შეიძლება შემდეგ შემდეგი შენ შენი შესახებ შეუძლია შორის ჩემი ჩემს ჩვენ ჩვენი ჩვენს ცოტა
    ძალიან წინ წინააღმდეგ ხან ხდება ხოლმე ხოლო ხომ ჯერ ჰო ჰქონდა`,
  lt: `abejais abejas abejeto abejetu abejetą abeji abejoms abejos abejose abejus abejų abi abidvi abiejų abiem abiems
    abipus abu abudu aha ai aiman aj ajajai ak aliai alio amen ana anai anais anajai anajam anajame anam aname
    anapus anas anasai anasis ane anei anie aniedvi anieji aniem aniems ano anoj anoje anoji anojo anojoje anokia
    anokiai anokiam anokias anokie anokio anokios anokiu anokius anokią anokių anoks anoksai anokį anom anomis anoms
    anos anose anosios anot ant antai antroks antrokį anuo anuodu anuoju anuos anuose aną anąja anąją anąjį anąsias
    anąįį anų anųjų apie aplink ar arba argi arti at ačiū aš bakst bambt bau be bei beje bemaž bene bent berods bet
    betgi beveik bis brakšt braukšt bravo bumbt būtent cakt capt cha cit cvakt dar dargi daugmaž deja dievaž din
    dirst dribt drykt dunkst dvejoks dvejokį dzin dėka dėkui dėl dėlei dėlto ech ei ej et fe gaila gal galbūt galgi
    gan gana gi greta idant iki ir irgi it itin iš išilgai išvis ja jai jais jajai jajam jajame jam jame jas jau jei
    jeigu ji jie jiedu jiedvi jieji jiems jinai jis jisai jo jodviem jog joje joji jojo jojoje jokia jokiai jokiais
    jokiam jokiame jokias jokie jokiems jokio jokioje jokioms jokios jokiose jokiu jokius jokią jokių joks jokį
    jomis joms jos jose josioms josios josiose judu judvi judviem juk jumis jums jumyse juo juodu juoju juos juose
    juosius jus ją jąja jąją jąsias jį jįjį jūs jūsiške jūsiškė jūsiškę jūsiškį jūsų jų jųjų kad kada kadangi kai
    kaip kaipgi kapt kas katra katrai katrais katram katrame katras katrie katro katroje katroms katros katrose
    katruo katruos katrą katrų kaukšt kažin kažkas kažkoks kažkokį kažkuri kažkurį keleri kelerių keletas kelete
    keleto keletu keletui keletą keli keliais kelias keliems kelinta kelinto kelintu kelintą kelioms kelios keliose
    kelis kelių kiaurai kiek kieno kita kitai kitais kitam kitame kitas kiti kitiems kito kitoje kitokia kitokie
    kitokio kitokiu kitokią kitokių kitoks kitokį kitomis kitoms kitos kitose kitu kituose kitus kitą kitų kodėl
    kokia kokiai kokiais kokiam kokiame kokias kokie kokiem kokiems kokio kokioje kokioms kokios kokiose kokiu
    kokius kokią kokių koks koksai kokį kol kolei kone kuomet kur kurgi kuri kuria kuriai kuriais kuriam kuriame
    kurias kurie kuriem kuriems kurio kurioje kurioms kurion kurios kuriose kuris kuriuo kuriuos kurią kurių kurį
    labas lai lig ligi link lyg man mana manai manais manajai manajam manam maname manas manasai manasis mane mani
    manieji maniems manim manimi maniške maniškė maniškę maniškį mano manoje manoji manojo manomis manoms manos
    manose manu manuoju manuose manus many manyje maną manąja manąją manąjį manęs manų manųjų mat maždaug mažne mes
    mudu mudvi mudviem mumis mums mumyse mus mūs mūsiške mūsiškė mūsiškę mūsiškį mūsų na nagi ne nebe nebent negi
    negu nei nejau nejaugi nekaip nes net netgi netoli neva nors nuo nė nėmaž ogi oho oi oj op opa pagal pala palei
    pas pasak paskos paskui paskum pat pati patiem patiems paties pats patsai patys patį paukšt pačia pačiai pačiais
    pačiam pačiame pačias pačioje pačioms pačios pačiose pačiu pačius pačią pačių per pirm pirma pirmiau pliumpt
    plius po pokšt prie prieš pro pusiau pykšt rasi rodos sau sava savai savais savajai savajam savam savame savas
    savasai savasis save savi savieji saviems savim savimi saviške saviškė saviškę saviškį savo savoje savoji savojo
    savomis savoms savos savose savu savuoju savuose savus savyj savyje savą savąja savąją savąjį savęs savų savųjų
    skersai stačiai strikt strykt stukt su sudie sudieu sudiev sulig ta tad tai taigi taip taipogi tais tajai tajam
    tajame tam tame tamsta tamstai tamstas tamstos tamstą tamstų tarp tarsi tartum tarytum tas tasai tau tava tavai
    tavais tavajai tavajam tavam tavame tavas tavasai tavasis tave tavi tavieji taviems tavim tavimi taviške taviškė
    taviškę taviškį tavo tavoje tavoji tavojo tavomis tavoms tavos tavose tavu tavuoju tavuose tavus tavy tavyje
    tavą tavąja tavąją tavąjį tavęs tavų tavųjų tačiau te tegu tegul tie tiedu tiedvi tieji tiem tiems ties tiesiog
    tik tiktai to todviem toj toje toji tojo tojoje tokia tokiai tokiais tokiam tokiame tokias tokie tokiems tokio
    tokioje tokioms tokios tokiose tokiu tokius tokią tokių toks toksai tokį tol tolei toliau tom tomis toms tos
    tose tosioms tosios tosiose trakšt trinkt tu tuo tuodu tuoju tuos tuose tuosius turbūt tą tąja tąją tąjį tąsias
    tąįį tūla tūlai tūlais tūlam tūlame tūlas tūli tūliems tūlo tūloje tūlomis tūloms tūlos tūlose tūlu tūluose
    tūlus tūlą tūlų tų tųjų ui už užtat užuot užvis va vai valio vau viduj vidury vien vienas vienoks vietoj virš
    viršuj viršum vis visa visas visgi visokia visoks vos vėl vėlgi ypač čikšt činkšt ėgi įkypai ša šalia šast še
    šekit ši šia šiai šiais šiajai šiajam šiajame šiam šiame šiapus šias šie šiedu šiedvi šieji šiems šio šioje
    šioji šiojo šiojoje šiokia šiokiai šiokiam šiokias šiokie šiokio šiokios šiokiu šiokius šiokią šiokių šioks
    šioksai šiokį šiomis šioms šios šiose šiosios šis šisai šit šita šitai šitais šitajai šitajam šitam šitame šitas
    šitasai šitie šitieji šitiem šitiems šito šitoj šitoje šitoji šitojo šitokia šitokie šitokio šitokiu šitokią
    šitokių šitoks šitokį šitom šitomis šitoms šitos šitose šituo šituodu šituoju šituos šituose šitą šitąja šitąją
    šitų šitųjų šiuo šiuodu šiuoju šiuos šiuose šią šiąja šiąją šiąsias šių šiųjų škac škic šlept šmurkšt štai šį
    šįjį žemiau žūtbūt`,
  lv: `aiz ap apakš apakšpus ar arī augšpus bet bez bija biji biju bijām bijāt būs būsi būsiet būsim būt būšu caur
    diemžēl diezin droši dēļ esam esat esi esmu gan gar iekam iekams iekām iekāms iekš iekšpus ik ir it itin iz ja
    jau jeb jebšu jel jo jā ka kamēr kaut kolīdz kopš kā kļuva kļuvi kļuvu kļuvām kļuvāt kļūs kļūsi kļūsiet kļūsim
    kļūst kļūstam kļūstat kļūsti kļūstu kļūt kļūšu labad lai lejpus līdz līdzko ne nebūt nedz nekā nevis nezin no nu
    nē otrpus pa par pat pie pirms pret priekš pār pēc starp tad tak tapi taps tapsi tapsiet tapsim tapt tapāt tapšu
    taču te tiec tiek tiekam tiekat tieku tik tika tikai tiki tikko tiklab tiklīdz tiks tiksiet tiksim tikt tiku
    tikvien tikām tikāt tikšu tomēr topat turpretim turpretī tā tādēļ tālab tāpēc un uz vai var varat varēja varēji
    varēju varējām varējāt varēs varēsi varēsiet varēsim varēt varēšu vien virs virspus vis viņpus zem ārpus šaipus`,
  sk: `aby aj ak akej akejže ako akom akomže akou akouže akože aká akáže aké akého akéhože akému akémuže akéže akú
    akúže aký akých akýchže akým akými akýmiže akýmže akýže ale alebo ani asi avšak až ba bez bezo bol bola boli
    bolo bude budem budeme budete budeš budú buď by byť cez cezo dnes do ešte ho hoci iba ich im inej inom iná iné
    iného inému iní inú iný iných iným inými ja je jeho jej jemu ju kam kamže každou každá každé každého každému
    každí každú každý každých každým každými kde kej kejže keď keďže kie kieho kiehože kiemu kiemuže kieže koho kom
    komu kou kouže kto ktorej ktorou ktorá ktoré ktorí ktorú ktorý ktorých ktorým ktorými ku ká káže ké kéže kú kúže
    ký kýho kýhože kým kýmu kýmuže kýže lebo leda ledaže len ma majú mal mala mali mať medzi mi mne mnou moja moje
    mojej mojich mojim mojimi mojou moju možno mu musia musieť musí musím musíme musíte musíš my má mám máme máte
    máš môcť môj môjho môže môžem môžeme môžete môžeš môžu mňa na nad nado najmä nami naša naše našej naši našich
    našim našimi našou ne nech neho nej nejakej nejakom nejakou nejaká nejaké nejakého nejakému nejakú nejaký
    nejakých nejakým nejakými nemu než nich nie niektorej niektorom niektorou niektorá niektoré niektorého
    niektorému niektorú niektorý niektorých niektorým niektorými nielen niečo nim nimi nič ničoho ničom ničomu ničím
    no nám nás náš nášho ním od odo on ona oni ono ony oň oňho po pod podo podľa pokiaľ popod popri potom poza pre
    pred predo preto pretože prečo pri práve sa seba sebe sebou sem si sme so som ste svoj svoja svoje svojho
    svojich svojim svojimi svojou svoju svojím sú ta tak takej takejto taká takáto také takého takéhoto takému
    takémuto takéto takí takú takúto taký takýto takže tam teba tebe tebou teda tej tejto ten tento ti tie tieto
    tiež to toho tohoto tohto tom tomto tomu tomuto toto tou touto tu tvoj tvoja tvoje tvojej tvojho tvoji tvojich
    tvojim tvojimi tvojím ty tá táto tí títo tú túto tých tým tými týmto už vami vaša vaše vašej vaši vašich vašim
    vaším veď viac vo vy vám vás váš vášho však všetci všetka všetko všetky všetok za začo začože zo áno čej či čia
    čie čieho čiemu čiu čo čoho čom čomu čou čože čí čím čími ďalšia ďalšie ďalšieho ďalšiemu ďalšiu ďalšom ďalšou
    ďalší ďalších ďalším ďalšími ňom ňou ňu že`,
  sl: `ali bi bil bila bile bili bilo biti blizu bo bodo bojo bolj bom bomo boste bova boš brez cel cela celi celo da
    daleč dan danes datum deset deseta deseti deseto devet deveta deveti deveto do dober dobra dobri dobro dokler
    dol dolg dolga dolgi dovolj drug druga drugi drugo dva dve eden en ena ene eni enkrat eno ga gor gospa gospod
    halo ii iii in iv ix iz jaz je ji jih jim jo jutri kadarkoli kaj kajti kako kakor kamor kamorkoli kar karkoli
    katerikoli kdaj kdo kdorkoli ker ki kje kjer kjerkoli ko koder koderkoli koga komu kot kratek kratka kratke
    kratki lahka lahke lahki lahko le lep lepa lepe lepi lepo leto majhen majhna majhni malce malo manj me med
    medtem mene mesec mi midva midve mnogo moj moja moje mora morajo moram moramo morate moraš morem mu na nad naj
    najina najino najmanj naju največ nam narobe nas nato nazaj naš naša naše ne nedavno nedelja nek neka nekaj
    nekatere nekateri nekatero nekdo neke nekega neki nekje neko nekoga nekoč ni nikamor nikdar nikjer nikoli nič
    nje njega njegov njegova njegovo njej njemu njen njena njeno nji njih njihov njihova njihovo njiju njim njo njun
    njuna njuno no nocoj ob oba obe oboje od odprt odprta odprti okoli on onadva one oni onidve osem osma osmi osmo
    pa pet peta petek peti peto po pod pogosto poleg poln polna polni polno ponavadi ponedeljek ponovno potem povsod
    pozdravljen pozdravljeni prav prava prave pravi pravo prazen prazna prazno precej pred prej preko pri približno
    primer pripravljen pripravljena pripravljeni proti prva prvi prvo ravno redko res reč saj sam sama same sami
    samo se sebe sebi sedaj sedem sedma sedmi sedmo sem seveda si sicer skoraj skozi slab sm so sobota spet sreda
    srednja srednji sta ste stran stvar sva ta tak taka take taki tako takoj tam te tebe tebi tega težak težka težki
    težko ti tista tiste tisti tisto tja to toda torek tretja tretje tretji tri tu tudi tukaj tvoj tvoja tvoje vaju
    vam vas vaš vaša vaše ve vedno velik velika veliki veliko vendar ves več vi vidva vii viii visok visoka visoke
    visoki vsa vsaj vsak vsaka vsakdo vsake vsaki vsakomur vse vsega vsi vso včasih včeraj za zadaj zadnji zakaj
    zaprta zaprti zaprto zdaj zelo zunaj če često četrta četrtek četrti četrto čez čigav šest šesta šesti šesto
    štiri že`,
  sq: `afert ai ajo andej anes aq as asaj ashtu ata ate atij atje ato aty atyre be behem behet bej beje bejne ben bene
    bere beri bie ca cdo cfare cila cilat cilave cilen ciles cilet cili cilin cilit deri dhe dic dicka dickaje dike
    dikujt dikush disa do dot drejt duke dy edhe ende eshte etj fare gjate gje gjitha gjithcka gjithe gjithnje here
    ia ishin ishte iu ja jam jane jap je jemi jo ju ka kam kane kem kemi keq kesaj keshtu kete ketej ketij keto ketu
    ketyre kishin kishte kjo krejt kryer kryesisht kryhet ku kudo kundrejt kur kurre kush ky la le lloj ma madhe
    marr marre mban mbi me menjehere merr merret mes mi midis mire mjaft mori mos mua mund na ndaj nder ndermjet
    ndersa ndonje ndryshe ne nen neper nepermjet nese nga nje njera nuk ose pa pak papritur para pas pasi pasur per
    perbashket perpara po por prane prapa prej pse qe qene qenet rralle rreth rri sa saj sapo se secila sepse sh
    shih shume si sic sikur sipas siper sone ta tani te tej tek teper tere ti tij tilla tille tjera tjeret tjeter
    tjetren to tone ty tyre ua une vazhdimisht vend vet veta vete vetem veten vetes vjen yne zakonisht`,
  sr: `ah aha aj ako al ali arh au avaj bar bi bih bijah bijahu bijasmo bijaste bijaše bila bili bilo bismo biste biće
    blizu broj brr bude budimo budite budu budući bum buć da daj dakle dana danas de deder delimice delimično dem do
    dobar dobiti dokle dole donekle dosad doskoro dotad dotle dovečer doći došao drugamo drugde drugi dva eh ehe ej
    eno eto evo ga gde gic god gore gđekoje halo hej hm hop hoće hoćemo hoćete hoćeš hoću htedoh htedoste htedoše
    htejahu htejasmo htejaste htela htele hteli hteo hura hvala ide ih iju ikada ikakav ikakva ikakve ikakvi ikakvih
    ikakvim ikakvima ikakvo ikakvog ikakvoga ikakvoj ikakvom ikakvome ili im ima imam imao ispod iz između iznad
    izvan izvoli ići ja je jedan jedini jedna jedne jedni jedno jednom jer jesam jesi jesmo jesu jim joj ju juče kad
    kada koga kojekakav kojima koju krišom lani li mali manji me mene meni mi mimo misli mnogo mogu moj moja moje
    moji moju mora morao moći mu na nad nakon nam nama nas naći naša naše našeg naši ne negde neka nekad neke neko
    nekog neku nema nemam neće nećemo nećete nećeš neću ni nijedan nikada nikoga nikoje nikoji nikoju nisam nisi
    niste nisu ništa njegova njegovo njemu njen njezin njezina njezino njihova njihovo njim njima njoj nju no od
    odmah oko okolo on onaj one onim onima onoj onom onu osim ostali otišao ova ovaj ovako ovamo ovde ove ovim ovima
    ovo ovoj pa pak pitati pljus po pod podalje poimence poizdalje pojedini ponekad popreko pored posle potaman
    potrbuške pouzdano povodom početak poželjan poželjna praviti preko prema prije prvi put radije sa sada sam samo
    sasvim sav se sebe sebi si smeti smo ste stvar stvarno su sutra sva svaki svi svim svog svoj svoja svoje svoju
    svom svu svugde ta tako takođe tamo taèno te tebe tebi ti tima to toj tome tu tvoj tvoja tvoje tvoji tvoju umalo
    unutra upotrebiti uprkos uvek uvijek uz uza uzalud uzduž uzeti učinio učiniti valjda vam vama vas vaša vaše
    vašim vašima veoma verovatno već većina vi video više vrh vrlo za zahvaliti zaista zar zatim zato zašto zbilja
    zimus znati zum će ćemo ćete ćeš ću često čijem čiji čijim čijima šic štagod što štogod želeh želela želele
    želeli želelo želeći želi авај ако ал али арх ау ах аха ај бар би била били било бисмо бисте бих бијасмо бијасте
    бијах бијаху бијаше биће близу број брр буде будимо будите буду будући бум бућ вам вама вас ваша ваше вашим
    вашима ваљда веома вероватно већ већина ви видео више врло врх га где гиц год горе гђекоје да дакле дана данас
    дај два де дедер делимице делимично дем до добар добити довечер докле доле донекле досад доскоро дотад дотле
    дошао доћи другамо другде други ево ено ето ех ехе еј желела желеле желели желело желех желећи жели за заиста
    зар затим зато захвалити зашто збиља зимус знати зум иде из изван изволи између изнад икада икакав икаква икакве
    икакви икаквим икаквима икаквих икакво икаквог икаквога икаквом икаквоме икаквој или им има имам имао испод их
    ију ићи кад када кога којекакав којима коју кришом лани ли мали мањи ме мене мени ми мимо мисли много могу мора
    морао мој моја моје моји моју моћи му на над након нам нама нас наша наше нашег наши наћи не негде нека некад
    неке неко неког неку нема немам неће нећемо нећете нећеш нећу ни никада никога никоје никоји никоју нисам ниси
    нисте нису ништа ниједан но ова овако овамо овај овде ове овим овима ово овој од одмах око около он онај оне
    оним онима оном оној ону осим остали отишао па пак питати по поводом под подаље пожељан пожељна поиздаље
    поименце понекад попреко поред после потаман потрбушке поуздано почетак поједини правити први преко према прије
    пут пљус радије са сав сада сам само сасвим сва сваки сви свим свог свом свој своја своје своју сву свугде се
    себе себи си смети смо ствар стварно сте су сутра та таèно тако такође тамо твој твоја твоје твоји твоју те тебе
    теби ти тима то томе тој ту увек увијек уз уза узалуд уздуж узети умало унутра употребити упркос учинио учинити
    хало хвала хеј хм хоп хоће хоћемо хоћете хоћеш хоћу хтедосте хтедох хтедоше хтела хтеле хтели хтео хтејасмо
    хтејасте хтејаху хура често чијем чији чијим чијима шиц штагод што штогод ја је један једини једна једне једни
    једно једном јер јесам јеси јесмо јесу јим јој ју јуче његова његово њезин њезина њезино њему њен њим њима
    њихова њихово њој њу ће ћемо ћете ћеш ћу`,
};
