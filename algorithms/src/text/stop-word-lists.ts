/** Words that say nothing about a text's subject, by language (ISO 639-1), lower-case. */
export const stopWordLists: Readonly<Record<string, string>> = {
  en: `a about above across actually after again against ago all almost alone along already also although always am
    among an and another any anybody anyone anything anyway anywhere are aren't around as aside ask asked asking at away
    back be became because become becomes been before began begin being below best better between beyond both but by
    came can can't cannot certain certainly come comes could couldn't did didn't do does doesn't doing don't done down
    during each either else enough especially et etc even ever every everyone everything everywhere example except far
    few find first following for forward found from further furthermore gave get gets getting give given gives giving
    go goes going gone good got had hadn't has hasn't have haven't having he he'd he'll he's hence her here here's hers
    herself high him himself his how however i i'd i'll i'm i've if in indeed instead into is isn't it it'd it'll it's
    its itself just keep kept know known last later latter least less let let's like likely little long look made mainly
    make makes making many may maybe me mean means meanwhile might more moreover most mostly much must my myself namely
    near nearly need needed needs neither never nevertheless new next no nobody none nor n't not nothing now nowhere of off
    often oh ok okay old on once one one's ones only onto or other others otherwise ought our ours ourselves out over
    overall own part particular particularly per perhaps please possible possibly put quite rather really regarding
    respectively said same saw say saying says second see seem seemed seems seen several shall she she'd she'll she's
    should shouldn't show showed shown shows since so some somebody someone something sometimes somewhere soon still
    such take taken takes taking tell than thank thanks that that'll that's the their theirs them themselves then
    thence there there's thereby therefore these they they'd they'll they're they've thing things think this those
    though three through throughout thus to today together told too took toward towards tried try trying two under
    unless until up upon us use used uses using usually various very via want wanted wants was wasn't way ways we we'd
    we'll we're we've well went were weren't what what's whatever when where whereas wherein whether which while who
    who's whoever whole whom whose why will with within without won't would wouldn't yes yet you you'd you'll you're
    you've your yours yourself yourselves hi hello hey dear able unable 1st 2nd 3rd 4th isnt dont doesnt didnt cant wont im ive ill id thats whats`,
  de: `aber alle allem allen aller alles als also am an ander andere anderem anderen anderer anderes anders auch auf aus
    außer bald bei beide beiden beim bereits besser bin bis bist bitte da dabei dadurch dafür dagegen daher dahin damals
    damit danach daneben dann daran darauf daraus darf darin darüber darum darunter das dass daß dasselbe davon davor
    dazu dein deine deinem deinen deiner dem den denen denn dennoch der deren derer derselbe des deshalb dessen dich die
    dies diese dieselbe diesem diesen dieser dieses dir doch dort du durch dürfen ebenfalls ebenso eher eigene eigenen
    ein eine einem einen einer eines einfach einige einigen einiger einiges einmal er erst erste ersten es etc etwa etwas
    euch euer eure euren für ganz ganze ganzen gar gab geben gegen gegenüber gehen geht gemacht genau genug gerade gern
    gewesen gibt ging gut habe haben halt hat hatte hatten hätte hätten her heute hier hin hinter ich ihm ihn ihnen ihr
    ihre ihrem ihren ihrer ihres im immer in indem infolge innerhalb ins insbesondere ist ja jede jedem jeden jeder jedes
    jedoch jemand jene jenem jenen jener jenes jetzt kann kannst kein keine keinem keinen keiner kommen kommt können
    könnte könnten lange lassen lässt leider lieber machen macht man manche manchem manchen mancher manches mehr mein
    meine meinem meinen meiner meist mich mir mit möchte mögen möglich muss musste müssen nach nachdem nahe neben nein
    nicht nichts nie niemand noch nun nur ob oben oder oft ohne per recht sagen sagt schon sehr sei seien sein seine
    seinem seinen seiner seines seit selbst selber sich sie siehe sind so sobald sogar solch solche solchem solchen
    solcher sollen sollte sollten sondern sonst soweit sowie sowohl später statt stets tun über überhaupt um und uns
    unser unsere unserem unseren unserer unter usw viel viele vielem vielen vieler vielleicht vom von vor vorher während
    wann war waren warst warum was weder weg wegen weil weiter weitere weiteren welche welchem welchen welcher welches
    wem wen wenig wenige wenn wer werde werden wessen wie wieder will wir wird wirklich wo wohl wollen wollte worden wurde
    wurden würde würden zu zum zur zwar zwei zwischen z.b bzw ca ggf vgl`,
  fr: `a afin ai aie ainsi ait alors après as au aucun aucune aucuns aura aurait auraient auront aussi autre autres aux
    avaient avait avant avec avez avoir avons ayant beaucoup bien bon bonne car ce ceci cela celle celles celui cent
    cependant certain certaine certaines certains ces cet cette ceux chacun chacune chaque chez ci comme comment contre
    dans de debout dehors déjà depuis derrière des dès desquels deux devait devant devoir devra devrait dire dit doit
    doivent donc dont du durant elle elles en encore enfin ensuite entre es est et étaient étais était étant etc été être
    eu eux fait faire faites faut fera fois font force furent fut grâce haut hors hui ici il ils j jamais je jusque la là
    laquelle le lequel les lesquelles lesquels leur leurs lors lorsque lui ma mais mal malgré me même mêmes mes mieux moi
    moins mon n ne ni non nos notamment notre nous on ont or ou où par parce parmi pas pendant peu peut peuvent peux plus
    plusieurs plutôt pour pourquoi pourrait pouvait pouvoir premier première près presque prend puis puisque qu quand que
    quel quelle quelles quelque quelques quels qui quoi sa sans sauf se selon sera serait seraient seront ses seul seule
    seulement si sien sinon sommes son sont sous soi soit souvent suis sur ta tandis tant te tel telle telles tels tes
    toi ton toujours tous tout toute toutes très trois trop tu un une va vers via voici voilà voir vont vos votre vous vu
    y aujourd quelqu lorsqu puisqu jusqu`,
  es: `a acá ahí ahora al algo alguien algún alguna algunas alguno algunos allá allí ante antes aquel aquella aquellas
    aquello aquellos aquí así aún aunque bajo bastante bien cada casi como cómo con conmigo contigo contra cosa cosas
    cual cuál cuales cualquier cuando cuándo cuanto cuánto cuya cuyas cuyo cuyos da dado dar de debe deben debido decir
    dejar del demás dentro desde después dice dicen dicho donde dónde dos durante e el él ella ellas ello ellos embargo
    en entonces entre era eran eras eres es esa esas ese eso esos esta está estaba estaban estado estamos están estar
    estará estas este esto estos estoy etc fin fue fuera fueron fui gran grande ha había habían haber hace hacen hacer
    hacia hago han has hasta hay haya he hecho hemos hizo hoy igual incluso ir jamás junto la las le les lo los luego más
    me mediante mejor menos mi mí mía mientras mío mis misma mismas mismo mismos mucha muchas mucho muchos muy nada nadie
    ni ningún ninguna ninguno no nos nosotras nosotros nuestra nuestras nuestro nuestros nunca o os otra otras otro otros
    para parece parte pero poca pocas poco pocos poder podía podrá podría por porque pues puede pueden puedo que qué
    querer quien quién quienes quiere saber se sea sean según ser será serán sería si sí sido siempre siendo sin sino
    sobre solamente solo sólo somos son soy su sus suya suyo también tampoco tal tales tan tanto te tener tenemos tenía
    tengo ti tiene tienen toda todas todavía todo todos tras través tu tú tus tuvo un una unas uno unos usted ustedes va
    vamos van varias varios ver vez veces vosotros voy y ya yo`,
  it: `a abbia abbiamo abbiano ad adesso agli ai al alcun alcuna alcune alcuni alcuno all alla alle allo allora altra
    altre altri altro anche ancora anzi appena aveva avevano avere avete avevo avrà avrebbe avuto basta ben bene c che
    chi chiunque ci ciascuno ciò cioè circa coi col come con contro cosa così cui da dagli dai dal dall dalla dalle dallo
    davanti degli dei del dell della delle dello dentro di dice dietro disse dopo dove dovrebbe due dunque durante e è
    ebbe ecco ed egli ella era erano essa esse essendo essere essi esso fa facendo fanno fare fatto fece fin fino fra
    fu fuori furono già gli ha hai hanno ho i il in infatti inoltre insieme invece io l la là lato le lei li lì lo loro
    lui lungo ma mai me meglio meno mentre mi mia mie miei mio modo molta molte molti molto ne né negli nei nel nell nella
    nelle nello nessun nessuna nessuno niente no noi non nostra nostre nostri nostro nulla o od oggi ogni ognuno oltre
    oppure ora ormai ossia parte però per perché perciò perfino piuttosto più poca poche pochi poco poi possa possono
    potrebbe presso prima prime primo proprio può pure qua qual quale quali qualche qualcosa qualcuno quando quanta quante
    quanti quanto quasi quella quelle quelli quello quest questa queste questi questo qui quindi sarà saranno sarebbe se
    sé secondo sei sembra sempre senza si sì sia siamo siano siete solo sono sopra soprattutto sotto sta stai stata state
    stati stato stessa stesse stessi stesso su sua subito sue sugli sui sul sull sulla sulle sullo suo suoi tale tali
    talvolta tanta tante tanti tanto te ti tra tramite tre troppo tu tua tue tuo tuoi tutta tuttavia tutte tutti tutto un
    una uno va vai venire verso via viene voi volta volte vostra vostre vostri vostro`,
  pt: `a à acerca agora aí ainda além algo algum alguma algumas alguns ali ambos ante antes ao aos apenas apesar após
    aquela aquelas aquele aqueles aquilo aqui as às assim até através bastante bem cada cá casa caso cerca certa certo
    com como contra contudo cuja cujas cujo cujos da dá dado daquela daquele dar das de dela delas dele deles demais
    dentro depois desde dessa dessas desse desses desta destas deste destes deve devem deverá dia disse disso disto diz
    dizer do dois dos duas durante e é ela elas ele eles em embora enquanto entanto então entre era eram és essa essas
    esse esses esta está estão estar estas estava estavam este esteja estes esteve estou eu faz fazer fazia feita feito
    fez fim foi fomos for fora foram fosse grande há havia isso isto já la lá lhe lhes lo logo longe maior maioria mais
    mal mas me meio melhor menos mesma mesmas mesmo mesmos meu meus minha minhas muita muitas muito muitos na nada não
    nas nela nele nem nenhum nenhuma nessa nesse nesta neste ninguém no nos nós nossa nossas nosso nossos num numa nunca
    o onde ontem os ou outra outras outro outros para parece parte pela pelas pelo pelos pequeno perante pode podem poder
    pôde podia pois por porém porque porquê posso pouca poucas pouco poucos primeira primeiro próprio próxima próximo
    quais qual qualquer quando quanto quantos quase quatro que quê quem quer são se seja sejam sem sempre sendo ser será
    serão seria seu seus si sido sim sob sobre sua suas só tal tais também tanta tanto tão te tem têm temos tendo tenha
    tenho ter terá teu teus teve ti tinha tinham tive toda todas todavia todo todos tu tua tuas tudo último um uma umas
    uns vai vão vários vem vez vezes você vocês vos vós`,
  nl: `aan aangaande aangezien achter al aldus alle alleen alles als alsof altijd ander andere anderen anders behalve
    beide beiden beneden bent betreffende bij bijna bijv binnen boven bovendien buiten daar daarbij daardoor daarin
    daarna daarnaast daarom daarop daarvan dan dat de deed den der des deze dezelfde die dien dit doch doen doet door
    dus echter een eens eerder eerst eerste elk elke elkaar en enige enkel enkele er erg ergens etc even eveneens ge
    geen gehad geheel gekund geleden gemaakt gemoeten gemogen geven geweest gewoon geworden haar had hadden hare heb
    hebben hebt heeft heel hem hen het hier hierbij hierin hij hoe hoewel hun ieder iedere iedereen iemand iets ik in
    inderdaad indien is ja je jij jou jouw jullie kan komen komt kon konden kunnen kunt laat laatste later liever maar maken
    makes mag maken me meer meest men met mij mijn minder misschien mocht moest moesten moet moeten mogen mijzelf na naar
    naast namelijk nee niemand niet niets nieuwe nog nogal nooit nu of om omdat omtrent onder ondanks ons onze ook op
    over overal per pas precies reeds rond sedert sinds sommige soms steeds te tegen ten ter terug terwijl tijdens toch
    toe toen tot totdat tussen twee u uit uw vaak vaker van vanaf vanuit vanwege veel verder verschillende via vol
    volgens voor vooral voorbij vrij waar waarbij waarin waarom waarop waren was wat we weer weg wel welke werd werden
    wie wij wil wilde willen word worden wordt zal ze zeer zei zeker zelf zelfde zelfs zich zichzelf zij zijn zo zoals
    zodat zonder zou zouden zulke zullen zult`,
  sv: `aldrig all alla allt alltid allting alltså än andra annan annars annat än ännu är att av bara bättre behöver
    bland blev bli blir blivit borde bort både båda då dag där därefter därför därmed de deg del dem den denna deras dess
    dessa det detta dig din dina dit ditt dock du efter eftersom ej eller en enda endast enligt er era ert ett ex exempel
    få får fick finnas finns fler flera flesta fram framför från för före förr först första ganska genom ger gick ge gjort
    god göra gör gå gång går ha hade han hans har helt henne hennes här hela heller hit hon honom hos hur i ibland icke
    igen igenom in inför ingen ingenting inget inga innan inne inom inte ja jag just kan kanske knappt kom komma kommer
    kunde kunna kvar lika lite långt man många med medan mellan men mer mera mest mig min mina minst mitt mot mycket
    måste några någon någonting något nu nej ner ni nog nya ny när nära nästan och också om oss på rätt sa samma samt
    se sedan ser sig sin sina sist sitt själv skall ska skulle som stor stora större så sådan sådana sådant säger sätt
    ta tack tar till tillbaka tills två under upp ur ut utan utanför utom vad vara varandra varför varit varje vars vart
    var vem vet vi via vid vidare vilka vilken vilket vill ville väl vår våra vårt åt även över`,
  da: `af aldrig alle allerede alligevel alt altid altså anden andet andre at bag bare begge blandt blev blive bliver
    burde bør da de dem den denne der deres derfor derefter derpå det dets dette dig din dine disse dit dog du efter
    eftersom ej eller en end endnu ene eneste enhver ens er et ex for fordi forbi før først første fra få får fik flere
    flest fleste gennem giver gjorde gjort god godt gør gøre gå går ham han hans har havde have hej hel hele hen hende
    hendes her hjem hos hun hver hvad hvem hver hvilke hvilken hvilket hvis hvor hvordan hvorfor hvornår i igen igennem
    ikke imellem imod ind inden indtil ingen inger intet ja jeg jer jeres jo kan kom komme kommer kun kunne lad langt
    lav lidt lige ligesom lille man mand mange måske må med meget mellem men mens mere mest mig min mindre mine mit mod
    måtte nej ned nemlig noget nogen nogle nok nu ny nyt når nær næsten og også om omkring op os over overfor på se selv
    selvom set siden sig sin sine sit skal skulle som stadig stor store større så sådan synes tage tager temmelig thi
    til tilbage to under ud uden udenfor undtagen var ved vel vi via vide vil ville vor vore vores være været`,
  no: `alle allerede alltid alt altså andre annen annet at av bak bare begge ble blant blei bli blir blitt bort bra bruke
    både båe da de deg dei deim deira deires dem den denne der dere deres derfor det dette di din disse ditt dit dog du
    dykk då eg ein eit eller elles en enda endre enn er et ett etter ettersom flere fleste for fordi foran forbi fortsatt
    fra fram før først første få får fikk gang ganske gi gir gjennom gjorde gjort gjør gjøre god gode godt gå går ha hadde
    ham han hans har heller hele helt henne hennes her hos ho hun hva hvem hver hvilke hvilken hvilket hvis hvor hvordan
    hvorfor i igjen ikke ikkje imellom imot ingen inn innen innenfor inntil ja jeg kan kanskje kom komme kommer korleis
    kun kunne kva kvar kven lage lang langt litt like man mange med meg meget mellom men mens mer mest mi min mindre mine
    minst mitt mot mye må måte måtte naturlig ned nei nesten no noe noen nok nokon noko nye ny nå når nær og også om
    omkring opp oss over på rundt samme samt se seg selv si siden sin sine sist sitt skal skulle slik slike små snart som
    sånn stor store større så sådan tidligere til tilbake ta tar to under unna ut uten utenfor var ved vel vi via videre
    vil ville vår våre vårt være vært å`,
  fi: `aina ainakin aivan alla alle alta asia ehkä ei eikä eivät ellei eli emme en enemmän eniten ennen ensi entä eri
    eräs esim esimerkiksi ette että hän häneen hänelle hänen hänestä hänet he heidän heidät heille heistä heitä hyvin ihan
    ilman itse ja jälkeen jo johon joiden joihin joiksi joilla joille joilta joina joissa joista joita joka jokainen joko
    joku jolla jolle jolloin jolta jonka jopa jos joskus jossa josta jota jotka jotta juuri kai kaikille kaikki kaikkien
    kaksi kanssa kautta keiden kenen kerran keskellä kesken ketkä kiitos kohti koko koska koskaan kuin kuinka kuitenkin
    kuka kukaan kun kuten kyllä lähes lähellä läpi liian lisäksi luo luona mahdollista me meidän meidät meille meillä
    mihin mikä miksi mille millä milloin milta minkä minne minua minulla minulle minun minut minä missä mistä miten mitkä
    mitä moni monet monta muiden muita muissa muista mukaan mutta muu muun muut myös myöhemmin nämä näiden näihin näissä
    näistä näitä ne niiden niihin niille niin niissä niistä niitä noin nuo nyt näin oikein ole olemme olen olet olette
    oli olimme olin olisi olisivat olit olivat olla olleet ollut oma oman on onko ovat paitsi paljon paremmin parhaiten
    pian pitää poikki puolesta pysty saa saada saakka sama samaa samalla se sekä sen siellä sieltä siihen siinä siis
    siitä siksi silloin sille sillä silti sinne sinulla sinun sinut sinä sitten sitä suuri taas tai takaa takana takia
    tarpeeksi tämä tämän tähän tällä tälle tänään tässä tästä tätä te teidän teille toinen tuo tuon tuolla tuossa tuota
    tule tulee täysin usein useita vaan vaikka vain vasta vastaan vielä voi voidaan voivat vuoksi yhdessä yhtä yksi yli
    ylös ympäri`,
  ru: `а без более больше будет будто будут будучи бы был была были было быть в вам вами вас ваш ваша ваше ваши ведь весь
    во вот впрочем времени время все всегда всего всей всем всеми всему всех всё вся вы где да даже два для до должен
    должна должны другие другой других другого ее её ей ему если есть еще ещё ею же за зачем здесь и из или им ими имеет
    именно иногда их к каждый кажется как какая какие каким каких какой какого кем когда конечно которая которого которое
    которой котором которому которую которые который которых которым кто куда ли либо лишь лучше между меня мне много
    мной может можно мои мой моя моё мог могла могли могут мы на над надо наконец нам нами нас наш наша наше наши не него
    нее неё ней нельзя нет неё ни нибудь никогда ним них ничего но ну нужно о об один одна одни одним одно одной однако
    около он она они оно опять от отчего очень перед по под пока после потом потому почему почти при про просто раз разве
    с сам сама сами само самый самая самые свои свое своей свой свою своя своих сегодня себе себя сейчас сказал сказать
    со совсем среди стал стала стали так также такая такие таким таких такой там твой те тебе тебя тем теми теперь тех то
    тобой тогда того тоже той только том тому тот тою три ту тут ты у уж уже хорошо хоть хотя чего чей чем через что чтоб
    чтобы чуть эта эти этим этих это этого этой этом этому этот эту является являются я`,
  uk: `а або адже але без би більш більше був була були було бути в вам вами вас ваш ваша ваше ваші вже ви від він вона
    вони воно все всі всього всіх втім де декілька деякі для до дуже є ж за завжди зараз з зі зовсім і із інша інше інший
    інші інших її їй їм їх його йому й каже коли кожен кожна котрий крім куди лише ледве майже має мають мене мені менше
    ми між могли може можна можуть мій моя мої моє мною на навіть над нам нами нас наш наша наше наші не неї нема немає
    нею ний ним них ні ніби ніколи ніхто нічого ну о об одна один одного одні однак окрім ось от перед під пізніше після
    по поки понад поруч потім потрібно при про проте протягом саме сам сама самі свій своя своє свої своїх себе собі
    серед сказав ставши та так така таке такий такі також там твій твоя те тебе тепер ти тим тих тільки то тобі тобто
    тоді того тої той тому тощо тут у увесь усе усі усіх усього хіба хоч хоча хто це цей ця ці цих цього цьому цю цим ще
    що щоб щось я як яка яке який які яких якої якого якщо якби через чи чого чому чим`,
  pl: `a aby ach acz aczkolwiek aj albo ale ależ ani aż bardziej bardzo bez bo bowiem by byli bym był była było były być
    będą będzie będę cali cała cały ci cię ciebie co cokolwiek coś czasami czasem czemu czy czyli daleko dla dlaczego
    dlatego do dobrze dokąd dość dużo dwa dwaj dwie dziś dzisiaj gdy gdyby gdyż gdzie gdziekolwiek go i ich ile im inna
    inne inny innych inni iż ja ją jak jakaś jakby jaki jakie jakiś jako jakoś je jeden jedna jednak jedno jednym jego
    jej jemu jest jestem jeszcze jeśli jeżeli już każda każde każdego każdy kiedy kierunku kilka kto ktokolwiek ktoś która
    które którego której który których którym którzy ku lat lecz lub ma mają mam mamy mi mimo między mną mnie mogą może
    możliwe można mój moja moje mu musi my na nad nam nami nas nasi nasz nasza nasze naszego natomiast natychmiast nawet
    nią nic nich nie niech niego niej niemu nigdy nim nimi niż no o obok od około on ona one oni ono oprócz oraz oto
    owszem pan pana pani po pod podczas pomimo ponad ponieważ powinien powinna powinno poza prawie przecież przed przede
    przedtem przez przy raz razie roku również są sam sama się skąd sobie sobą sposób swój swoje swoją ta tak taka taki
    takich takie także tam te tego tej tę temu ten teraz też to tobą tobie toteż trzeba tu tutaj twoi twój twoja twoje ty
    tych tylko tym u w wam wami was wasz wasza wasze we według wiele wielu więc więcej właśnie wszyscy wszystkich
    wszystkie wszystkim wszystko wtedy wy z za zapewne zawsze ze żaden żadna żadne że żeby`,
  cs: `a aby aj ale anebo ani ano asi aspoň atd až bez bude budem budeme budete budeš budou budu by byl byla byli bylo byly
    být během bych bychom byste chce co což cz další dále daleko dnes do dobře docela dva dvě ho hodně i já jak jako jaký
    jaká jaké je jeden jedna jedno jej její jejich jemu jen jenž jenom ještě jestli jestliže ji jí jich jim jinak jiné
    jiný již jsem jsi jsme jsou jste k kam každá každé každý kde kdo kdy když kolik kolem kromě která které kterého kterou
    který kteří kterých kvůli má mají málo máme mé mě mezi mi mít mnou mně mnoho mohou moc mohl může můj moje muset my na
    nad nám námi naproti nás náš naše naši ne nebo nebyl nebyla nebyli nebylo něco nechť nejsou někde někdo některé některý
    nemají není než nic nich ním nimi nová nové nový o od ode on ona oni ono ony pak patří po pod podle pokud pouze potom
    právě pro proč prostě proto protože proti první před přede přes přese při s se si sice skoro smí snad spolu sta své
    svého svou svůj svých svým ta tady tak také takhle takový taky takže tam tato te té tebe tedy teď ten tento této ti
    tím tímto to tobě tohle toho tohoto tom tomto tomu toto tu tuto tvé tvůj ty tyto těch těma tímto u určitě už v vám vámi
    vás váš vaše ve více však všechen všechno všechny všeho všem všichni vůbec vy z za zatímco zda zde ze že`,
  hu: `a abban ahhoz ahogy ahol aki akik akkor alatt általában által alá ami amíg amikor amit amely amelyek amelyekben
    amelyeket amelyet amelynek annak arra arról át az azok azon azonban azt aztán azután azzal azért bár be belül benne
    bizony cikk csak de e ebben eddig egész egy egyes egyetlen egyéb egyik egyre ehhez ekkor el elég ellen elő először
    előtt első emilyen én ennek éppen ennyi erre ért és esetben ez ezek ezen ezért ezt ezzel fel felé főleg ha hanem
    hiszen hogy hogyan igen így illetve ill ilyen ilyenkor is ismét itt jó jobban jól kell kellett keresztül ki kívül
    között közül közben legalább legyen lehet lehetett lenne lenni lesz lett maga magát majd már más másik meg még mellett
    mely melyek mert mi miatt mikor milyen minden mindenki mindig mint mintha mit mivel most nagy nagyobb nagyon ne néha
    nekem neki nem nélkül nincs ő ők olyan ott össze pedig persze rá s saját sem semmi sok sokat sokkal szemben szerint
    számára szinte talán tehát teljes több tovább továbbá te ti túl ugyanis ugyan úgy új újabb újra után utána utolsó vagy
    vagyis valaki valami valamint való van vannak vele végre vissza viszont volna volt voltak voltam`,
  ro: `a abia acea aceasta această aceea aceeași acei aceia acel acela acelea acele același acest acesta aceste acestea
    acestei acestor acestui acești aceștia acolo acum adică ai aia al ale alea alt alta altă alte altfel alți altul am
    apoi ar are aș așa asta asemenea astfel ați atât atâta atunci au avea avem aveți azi bine ca că cam când care căreia
    cărei căror cărora cărui căruia cât câți câte către ce cea ceea cei ceilalți cel cele celor chiar ci cine cineva cu
    cum cumva da dacă dar dată dau de deci deja deoarece departe deși despre deși din dintr dintre doar doi două după e ea
    ei el ele era erau este eu ești face fără fel fi fie fiecare fiind fost foarte fostul fu ia iar îi îl îmi împotriva în
    înainte înapoi încât încă între întru însă întotdeauna își îți la le li lor lui lângă m mă mai mare mea mei mele mereu
    meu mi mie mod mult multă multe mulți mâine ne nevoie ni nici nicio niciun nimeni nimic niște noastră noi nostru noștri
    nou noua nu numai o orice oricare ori ou pe pentru peste până poate pot prea prima primul prin printr pur și puțin s
    sa sale sau săi său se și sine singur spre sub sunt suntem sus ta tale te ți tine toată toate tocmai tot toți totul
    totuși trebuie tu tău un una unde unei uneia unele uneori unii unor unu unui unul va vă vei voi vom vor vostru voastră
    vreo vreun`,
  tr: `acaba ama ancak arada artık asla aslında ayrıca az bana bazen bazı belki ben benden beni benim beri bile bir biraz
    birçok biri birisi birkaç birlikte birşey biz bize bizden bizi bizim böyle böylece bu buna bunda bundan bunlar bunları
    bunların bunu bunun burada bütün çoğu çok çünkü da daha dahi de defa değil diğer diye doğru dolayı dolayısıyla eden
    ederek edilen edilmesi ediyor eğer en etmesi etti ettiği fakat falan gibi göre halen hangi hatta hem henüz hep hepsi
    her herhangi herkes hiç hiçbir için ile ilgili ise işte itibaren itibariyle kadar karşı karşın kendi kendine kendini
    kez ki kim kime kimi kimse mı mi mu mü nasıl ne neden nedenle nerde nerede nereye niye niçin o olan olarak oldu olduğu
    olduğunu olduklarını olmadı olmak olması olmayan olmaz olsa olsun olup olur olursa oluyor on ona ondan onlar onlardan
    onları onların onu onun orada oysa öyle pek rağmen sadece sanki sen senden seni senin sık siz sizden size sizi sizin
    son sonra şey şeyler şimdi şöyle şu şuna şunu tarafından tüm üzere var vardı ve veya ya yani yapan yapılan yapmak
    yaptı yerine yine yok yoksa yüzden zaten zaman`,
  ar: `آن أبدا أثناء أحد أصبح أكثر أما أمام أن أنا أنت أنتم أنه أنها أو أول أولئك أي أين أيضا إذ إذا إلا إلى إما إن إنما
    إنه إنها اذا الا التي الذي الذين اللاتي اللتان اللذان الى الآن ان انه أنهم أنك أنني أحيانا بأن بان بعد بعض بل بن به
    بها بهذا بهذه بين بينما بدون بسبب بشكل تحت تلك تكون تم ثم جدا جميع حتى حول حيث حين خلال دون ذا ذات ذلك ذو رغم سوف
    سوى شيء ضد ضمن عبر عدة عدم على عليه عليها عما عن عند عندما عنه عنها غير فإن فقط فهو فهي فوق في فى فيما فيه فيها قال
    قبل قد قالت كان كانت كانوا كذلك كل كلما كما كم كون كيف لأن لا لدى لدي لذلك لعل لكن لكنه لم لما لماذا لن له لها لهذا
    لهم لو لولا ليس ليست ما ماذا مثل مع معظم معه مما من منذ منه منها مهما نحن نحو نعم نفس نفسه هؤلاء ها هذا هذان هذه هكذا
    هل هم هن هنا هناك هو هي و وأن وإن والتي والذي وقد وكان وكانت وكل ولا ولكن ولم ولن وما ومع ومن وهذا وهذه وهو وهي وفي
    وعلى وقال يا يتم يجب يكون يمكن يوم كي إليه إليها`,
  el: `αλλά αλλα αν αντί απ από απο άρα αρκετά ας αυτά αυτές αυτή αυτήν αυτό αυτοί αυτόν αυτός αυτού αυτούς αυτών αυτη αυτο
    αφού βέβαια για γι γιατί γύρω δε δεν δηλαδή διότι δικό δικός δύο εάν εαυτό εγώ εδώ εκεί εκείνα εκείνες εκείνη εκείνο
    εκείνοι εκείνος εκτός εμάς εμείς εν ένα έναν ένας ενός ενώ εξής επειδή επί επίσης εσύ εσείς έτσι έχει έχετε έχουμε
    έχουν έχω είμαι είναι είσαι είστε είχα είχαν είχε η ή ήδη ήταν ήμουν θα ι ίδια ίδιο ίδιος και κάθε καθώς και κάπου
    κάποια κάποιο κάποιοι κάποιος κατά κάτι κι κυρίως λίγο λοιπόν μα μας με μέσα μετά μεταξύ μέχρι μη μην μήπως μια μία
    μόνο μου μπορεί μπορούν να ναι ο οι όλα όλες όλη όλο όλοι όλος όλων όμως όπου όπως ό,τι όσο όσα όσοι όταν ότι οτι
    ούτε όχι πάλι πάντα πάντως πάρα περίπου περισσότερο πια πιο πλέον ποια ποιο ποιος πολλά πολλές πολλοί πολύ πότε ποτέ
    που πού πριν προς πρέπει πρώτα πρώτη πρώτο πρώτος πως πώς σαν σας σε στα στη στην στις στο στον στου στους στων συν
    συνήθως σχεδόν τα τάδε τέτοια τέτοιο τέτοιος τη την της τι τίποτα τις το τόσο τον τότε του τους τούτο τρία των υπό
    υπάρχει υπάρχουν ύστερα χωρίς ως ώστε`,
  he: `אבל או אולי אותה אותו אותי אותך אותם אותן אותנו אז אחר אחרי אחרת אחד אחת אי איך אין אינה אינו אינם אך אל אלא אלה אלו
    אם אנו אנחנו אני אף אפילו אפשר אצל אשר את אתה אתכם אתם אתן באותו בגלל בו בה בהם בין ביותר ביניהם בלי במקום בעוד בעקבות
    בפני בשביל בתוך גם דרך הוא היא היה היו היום היות הייתה הינו הם הן הנה הזה הזאת הרבה זאת זה זו ואת ואם והוא והיא ולא
    וכן וזה חוץ טרם יהיה יהיו יותר יחד יכול יכולה יכולים יש ישנו ישנם כאן כאשר כבר כדי כה כי כך כל כלומר כמה כמו כמובן כן
    כפי כש לא לאחר לאו לבין לגבי לה להיות להם להן לו לי לך לכן לכם לכל למה למי למעט לנו לעבר לעיל לפי לפני לפעמים לקראת
    לרבות מאד מאוד מאחר מאז מאשר מבין מדוע מה מהם מול מי מכל מכן מלבד מן מנת מעט מעל מפני מצד מתוך מתחת מתי נגד נו נעשה
    נראה נוסף עבור עד עוד עדיין על עם עצמה עצמו עצמם פה פחות צריך רב רבה רבות רבים רק של שאין שבו שבה שהוא שהיא שהם שהיה
    שהיו שזה שוב שיש שכן שלא שלה שלהם שלו שלי שלך שלנו שם שנה תוך תחת תמיד תהיה`,
  hi: `अंदर अत अदि अप अपना अपनि अपनी अपने अब अभी आदि आप आपका आपकी आपके इंहिं इतना इत्यादि इन इनका इनकी इनके इन्हीं इन्हें इन्हों इस
    इसका इसकी इसके इसमें इसलिए इसी इसे उन उनका उनकी उनके उनको उन्हीं उन्हें उन्होंने उस उसका उसकी उसके उसने उसमें उसी उसे एक एवं एस ऐसा
    ऐसी ऐसे और कई कभी कर करता करती करते करना करने करें कहते कहा का काफ़ी काफी कि कितना किन्हें किया किर किस किसी किसे की कुछ कुल के
    को कोई कौन कौनसा क्या क्यों क्योंकि गई गए गया घर चाहिए जब जहाँ जहां जा जाता जाती जाते जाना जाने जितना जिन जिन्हें जिस जिसका जिसकी
    जिसके जिसमें जिसे जीधर जैसा जैसे जो तक तब तरह तिन तिस तो था थी थे थीं दिया दी दे देने दुसरा दूसरे दो दोनों द्वारा न नहीं ना निहायत
    नीचे ने पर परंतु पहले पास पूरा प्रति फिर बनी बहुत बाद बारे बिना बिलकुल बीच भी भीतर मगर मत मानो मुझे मुझको मे में मेरा मेरी मेरे मैं
    मैंने यदि यह यहाँ यहां यही या यिह ये रखें रहा रही रहे रहता लिए लिया ले लेकिन लेना व वर्ग वह वहाँ वहां वही वाला वाली वाले वुह वे वो
    सकता सकती सकते सब सबसे सभी समय साथ साबुत सारा से सो ही हुआ हुई हुए हूँ हूं हे है हैं हो होगा होता होती होते होना होने हम हमारा
    हमारी हमारे`,
  ja: `ある あり あれ あの ああ あなた いう いえ いる いろいろ うち えっ お および おり か が から かつ かも くる けど けれど ここ こと この これ これら こんな さ さらに
    し しかし した して しまう する すると ず せ せる そう そこ そして その その他 その後 それ それぞれ それで それに それら た ただし たち ため たり だ だけ だっ だった だろ
    つ つい つつ て で でき できる です では でも と という といった とか とき ところ とされる として とともに とも など なお なかっ なかった ながら なく なっ なった なって なけれ
    なし なら なり なる に における において について にて によって により による に対して に対する に関する の ので のに のみ は ば ば へ ほか ほど ほとんど また または まし ましょ ます
    まで ませ まで まま ます まず みたい も もう もし もっ もの ものの や やっ よ よう よく より よる よれ ら られ られる り る れ れる わけ を ん 一つ 上 中 下 及び 場合 私 我々
    彼 彼女 何 誰 時 方 者 的 年 月 日 人 等 さん さま こそ さえ しか ちょっと とても いい ない なり そんな どの どう どこ どれ いつ なぜ`,
  zh: `一 一个 一些 一下 一样 一直 一种 一般 一切 上 下 不 不仅 不会 不但 不可 不同 不是 不能 不要 不过 与 且 两 个 中 为 为了 为什么 主要 之 之一 之前 之后 之间 也 也是
    了 于 于是 些 什么 今 今天 仍 从 他 他们 以 以上 以下 以及 以后 以来 们 任何 任 会 但 但是 你 你们 使 使用 依 便 信 倘 做 像 儿 先 全 全部 公 其 其中 其他 其它 具有 再 写 再次 几
    几乎 出 出来 分 别 到 则 前 却 去 又 及 及其 可 可以 可是 可能 各 各种 同 同时 同样 后 向 吗 吧 否则 呀 呢 和 咱 哪 哪个 哪些 哪里 啊 因 因为 因此 在 地 多 多少 够 大 大家 太 她 她们
    好 如 如何 如果 如此 它 它们 它的 对 对于 将 将会 小 就 就是 尽管 已 已经 带 并 并且 年 应 应该 开始 当 当时 往 很 很多 得 得到 怎么 怎样 性 总 您 情况 想 成 成为 我 我们 我的 或
    或者 所 所以 所有 才 打 把 按 据 提供 新 方面 无 无法 日 时 时候 是 是否 显示 曾 曾经 更 更加 最 最后 有 有些 有关 有的 朝 未 本 某 某些 根据 正 正在 此 此外 每 每个 比 比如 比较
    没 没有 然后 然而 现在 由 由于 的 的话 目前 直到 看 着 知道 离 种 第 第一 等 等等 给 经 经过 而 而且 而是 能 能够 自 自己 至 虽 虽然 被 要 要求 让 许多 该 说 谁 起 起来 跟 较 达 过
    还 还是 还有 这 这个 这些 这样 这种 这里 进行 连 通过 那 那个 那些 那么 那样 那里 都 里 重要 除 除了 随 随着 非常 需要 為 個 們 這 這個 這些 與 對 來 過 還 沒有 時 說 會 後 從 開始
    國 讓 應該 雖然 於 裡 並 因為 如果 什麼`,
  ko: `가 각 각각 같은 같이 거 거의 것 것을 것이 것은 것이다 게다가 결국 경우 그 그가 그것 그것은 그것을 그것이 그녀 그는 그들 그들은 그래도 그래서 그러나 그러면
    그러므로 그런 그런데 그럼 그리고 그를 그의 까지 꼭 나 나는 나를 나의 내 내가 너 너는 너무 네 년 누가 누구 는 다 다른 다만 다소 다시 단지 당신 대로 대하여 대한 대해 더
    더욱 던 도 동안 되는 되다 된 된다 될 두 둘 뒤 드디어 등 등의 따라 따라서 때 때문 때문에 또 또는 또한 로 를 마다 마치 마침내 만 만약 많은 많이 매우 먼저 모두 모든 무슨
    무엇 및 바로 밖에 번 부터 뿐 뿐만 사이 새로운 수 수가 스스로 시 시간 아니 아니다 아니라 아주 아직 안 앞 약 어느 어디 어떤 어떻게 언제 얼마 없는 없다 없이 에 에게 에서
    여기 여러 역시 예 오늘 오직 와 완전히 왜 외 우리 우리가 우리는 우리의 월 위 위한 위해 으로 은 을 의 의해 이 이것 이것은 이것이 이것을 이는 이다 이라고 이라는 이런
    이러한 이렇게 이를 이미 이번 이와 이제 이후 인 일 있고 있는 있다 있어 있으며 있을 있었다 자 자기 자신 잘 저 저는 저희 전 전체 점 정도 제 제가 조금 좀 주 중 즉 지금 지난
    참 처럼 첫 통해 특히 하게 하고 하는 하다 하며 하면 하여 하지 하지만 한 한다 한번 할 함께 해 했다 향해 혹은 후`,
};
