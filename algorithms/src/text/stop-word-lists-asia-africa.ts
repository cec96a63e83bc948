/** Stop words of languages of Asia and Africa beside those of `stop-word-lists.ts`; sources are in NOTICE. */
export const asianStopWordLists: Readonly<Record<string, string>> = {
  am: `ሁለቱንም ሁሉ ሁል ሁኔታ ሆነ ሆነው ሆኑ ሆኖም ለሆነ ለሆነው ለሆኑ ለሌሎች ለማናቸውም ለማንኛውም ለነዚህ ለእያንዳንዱ ለዚሁ ለዚህ ሊሆን ላይ ሌላ ሌሎች ልዩ መሆኑ መሆኑን
    መሆናቸው መሆናቸውን መሆን ማለቱ ማለት ማናቸውም ማናቸውንም ማን ማንም ማንኛውም ማድረግ ምንጊዜም ራሳችሁን ራስህን ራስሽን ሰሞኑን ሰኣት ሲሆኑ ሲሆን ሲሆንና ሲል ሲባል ሲኖር
    ሳለ ሳይሆን ስለሆነ ስለማናቸውም ስለዚሁ ስም ሶስተኛ ቁጥር በሁኔታው በሆነ በሆኑ በላይ በሌላ በሌሎች በሙሉ በሙሉም በሚል በሚችሉ በሚገባ በማቀድ በማናቸውም በርካታ በሰሞኑ
    በስተቀር በቀር በተለይ በተለይም በተመለከተ በተመሳሳይ በታች በኋላ በነሱ በነዚሁ በነዚህ በእነዚሁ በእንደዚህ በኩል በዋና በውስጥ በዚህ በዚህም በዚህና ቢሆን ቢሆንም ቢያንስ
    ባሉ ባጣም ብለዋል ብሎ ብቻ ብዙ ቦታ ተባለ ተብሎ ተከናወነ ተገለጸ ተገልጿል ተጨማሪ ትናንት ችግር ኋላ ነበረች ነበሩ ነበር ነው ነገር ነገሮች ናት ናቸው አሁን አለ አሉ አሳሰበ
    አሳስበዋል አስረድተዋል አስታውሰዋል አስታውቀዋል አስገነዘቡ አስገንዝበዋል አስፈላጊ አብራርተዋል አንተ አንቺ አንደሆነ አንደኛ አንዱ አንዱን አንዲት አንዳንድ አንጻር እስከ
    እስኪደርስ እስካሁን እባክህ እባክሽ እነዚህ እነዚህም እነዚህኑ እነዚህን እነደሆነ እናንተ እንኳ እንኳን እንደ እንደሆነና እንደተናገሩት እንደነዚህ እንደገለጹት እንደገና እንዲሁም
    እንዲህ እንዲሆኑ እንዲሆን እንዳስረዱት እንጂ እዚሁ እጅግ ከሁለት ከሆነ ከሆነው ከሌላ ከሌሎች ከነዚሁ ከአስር ከአንዳንድ ከአንድ ከእነዚሁ ከእነዚህ ከዚህ ከዚህም ከዚያ ካልሆነ
    ወር ወቅት ወይ ወይም ወደ ውስጥ የሆነ የሆነችን የሆነው የሆኑት የለውም የሌላ የሌላቸውን የሌላውን የሚሆኑት የሚችለውን የሚገኝ የማናቸውም የማያንስ የማይበልጥ የተለያየ የተለያዩ
    የነበረውን የነገሩ የናንተ የአንቀጹ የዚሁ የዚህ ያለ ያሉ ያላቸው ያላቸውን ያልሆነ ያንተ ያንቺ ይህ ይህም ይህችው ይህን ይህንኑ ይህንንም ይሆኑበታል ይሆናሉ ይኸው ጊዜና ጋር
    ግን`,
  bn: `অতএব অথচ অথবা অনুযায়ী অনেক অনেকে অনেকেই অন্তত অন্য অবধি অবশ্য অর্থাত আই আগামী আগে আগেই আছে আজ আদ্যভাগে আপনার
    আপনি আবার আমরা আমাকে আমাদের আমার আমি আর আরও ইত্যাদি ইহা উচিত উত্তর উনি উপর উপরে এঁদের এঁরা এই একই একটি একবার একে
    এক্ এখন এখনও এখানে এখানেই এটা এটাই এটি এত এতটাই এতে এদের এব এবং এবার এমন এমনকী এমনি এর এরা এল এস এসে ওঁদের ওঁর
    ওঁরা ওই ওকে ওখানে ওদের ওর ওরা কখনও কত কবে কমনে কয়েক কয়েকটি করছে করছেন করতে করবে করবেন করলে করলেন করা করাই
    করায় করার করি করিতে করিয়া করিয়ে করে করেই করেছিলেন করেছে করেছেন করেন কাউকে কাছ কাছে কাজ কাজে কারও কারণ কিংবা
    কিছু কিছুই কিন্তু কেউ কেউই কেখা কেন কোটি কোন কোনও কোনো ক্ষেত্রে খুব গিয়ে গিয়েছে গুলি গেছে গেল গেলে গোটা চলে
    চান চায় চার চালু চেয়ে চেষ্টা ছাড়া ছাড়াও ছিল ছিলেন জন জনকে জনের জন্য জন্যওজে জানতে জানা জানানো জানায় জানিয়ে
    জানিয়েছে জ্নজন ঠিক তখন তত তথা তবু তবে তাঁকে তাঁদের তাঁর তাঁরা তাঁাহারা তাই তাও তাকে তাতে তাদের তার তারপর তারা
    তারৈ তাহলে তাহা তাহাতে তাহার তিনঐ তিনি তিনিও তুমি তুলে তেমন তোমার থাকবে থাকবেন থাকা থাকায় থাকে থাকেন থেকে থেকেই
    থেকেও দিকে দিতে দিন দিয়ে দিয়েছে দিয়েছেন দিলেন দুই দুটি দুটো দেওয়া দেওয়ার দেখতে দেখা দেখে দেন দেয় দ্বারা
    ধরা ধরে ধামার নতুন নয় নাই নাকি নাগাদ নানা নিজে নিজেই নিজেদের নিজের নিতে নিয়ে নেই নেওয়া নেওয়ার পক্ষে পর পরে
    পরেই পরেও পর্যন্ত পাওয়া পাচ পারি পারে পারেন পেয়ে পেয়্র্ প্রতি প্রথম প্রভৃতি প্রযন্ত প্রাথমিক প্রায় ফলে ফিরে
    ফের বক্তব্য বদলে বন বরং বলতে বলল বললেন বলা বলে বলেছেন বলেন বসে বহু বাদে বার বিনা বিভিন্ন বিশেষ বিষয়টি বেশ বেশি
    ব্যবহার ব্যাপারে ভাবে ভাবেই মতো মতোই মধ্যভাগে মধ্যে মধ্যেই মধ্যেও মনে মাত্র মাধ্যমে মোট মোটেই যখন যত যতটা যথেষ্ট
    যদি যদিও যাঁর যাঁরা যাওয়া যাওয়ার যাকে যাচ্ছে যাতে যাদের যান যাবে যায় যার যারা যিনি যেখানে যেতে যেন যেমন রকম
    রয়েছে রাখা রেখে লক্ষ শুধু শুরু সঙ্গে সঙ্গেও সব সবার সমস্ত সম্প্রতি সহ সহিত সাধারণ সামনে সুতরাং সেই সেখান সেখানে
    সেটা সেটাই সেটাও সেটি স্পষ্ট স্বয়ং হইতে হইবে হইয়া হওয়া হওয়ায় হওয়ার হচ্ছে হত হতে হতেই হন হবে হবেন হয় হয়তো
    হয়নি হয়ে হয়েই হয়েছিল হয়েছে হয়েছেন হল হলে হলেই হলেও হলো হাজার হিসাবে হৈলে হোক`,
  fa: `آخرین آقای آمد آمده آمدهاست آن آنان آنجا آنها آنچه آنکه آورد آوری آیا ابتدا اثر اجرا اخیر از است اش اغلب افراد
    افرادی افزود البته اما امر امکان اند او اول اولین اکنون اگر ایشان این اینجا اینکه با بار باره باز باشد باشند
    باعث بالا باید بخش بخشی بدون بر برابر براساس برای برخی برداری بروز بزرگ بسیار بسیاری بعد بعضی بلکه بنابراین بندی
    به بهتر بهترین بود بودن بودند بوده بودهاست بی بیان بیرون بیش بیشتر بیشتری بین تا تاکنون تبدیل تحت ترتیب تعداد
    تعیین تغییر تمام تمامی تنها تهیه تو جا جاری جای جایی جدی جدید جریان جز جمع جمعی حال حالا حالی حتی حد حداقل حدود
    حل خاص خاطرنشان خصوص خطر خواهدبود خواهدشد خواهدکرد خوب خوبی خود خودش خویش خیلی داد دادن دادند داده دادهاست دار
    دارای دارد دارند داریم داشت داشتن داشتند داشته داشتهاست داشتهباشد داشتهباشند دانست در درباره درون دسته دهد دهند
    دهه دو دوباره دور دوم دچار دیگر دیگران دیگری را راه رسید رسیدن رشد رفت رو روبه روش روند روی ریزی زاده زیاد زیادی
    زیر زیرا ساز سازی ساله سالهای سایر سبب سراسر سعی سمت سه سهم سوم سوی سپس سی شامل شان شاید شخصی شد شدن شدند شده
    شدهاست شدهاند شدهبود شروع شش شما شمار شود شوند صرف ضمن طبق طرف طور طول طی عالی عدم علاوه علت علیه عهده عین غیر
    فرد فردی فقط فوق فکر قابل قبل لازم لحاظ لذا ما مانند متاسفانه متر متفاوت مثل محسوب مدت مربوط مشخص ممکن من مناسب
    منظور مهم مواجه موجب مورد می میآید میان میباشد میتوان میتواند میتوانند میدهد میدهند میرسد میرود میشد میشود
    میشوند میکرد میکردند میکند میکنم میکنند میکنیم میگوید میگویند میگیرد مییابد ناشی نباید نبود نحوه نخست نخستین
    ندارد ندارند نزدیک نسبت نشست نظر نظیر نمیشود نه نوع نوعی نیاز نیز نیست نیستند نیمه هایی هر هستند هستیم هم همان
    همه همواره همچنان همچنین همچون همیشه همین هنوز هنگام هیچ وارد وجود وقتی ولی وگو وی ویژه پخش پر پس پشت پنج پی
    پیدا پیش چرا چند چنین چه چهار چهارم چون چگونه چیز چیزی کافی کامل کاملا کدام کرد کردم کردن کردند کرده کردهاست
    کردهاند کردهبود کسانی کسی کل کلی کم کمی کنار کند کنم کنند کننده کنندگان کنید کنیم که کوچک گاه گذاری گردد گرفت
    گرفته گرفتهاست گروهی گفت گفته گونه گیرد گیری یا یابد یافت یافته یافتهاست یعنی یک یکدیگر یکی`,
  gu: `અંગે અંદર અથવા અને અમને અમારું અમે અહીં આગળ આથી આનું આને આપણને આપણું આપણે આપી આર આવી આવે આવ્યું ઉપર ઉભા ઊંચે
    ઊભું એક એટલો એન એના એનાં એની એનું એને એનો એમ એવા એવાં એવી એવું એવો ઓછું કંઈક કઈ કયું કયો કરતાં કરવું કરી કરીએ
    કરું કરે કરેલું કર્યા કર્યાં કર્યુ કર્યું કર્યો કાંઈ કેટલા કેટલું કેમ કેવી કેવું કોઈ કોઈક કોણ કોણે કોને ક્યાં
    ક્યારે ખૂબ ગઈ ગયા ગયાં ગયું ગયો ઘણું છતાં છીએ છેક જાઓ જાય જુઓ જેટલું જેથી જેને જેમ જેવા જેવી જેવું જેવો જોઈએ
    જ્યાં જ્યારે ઝાઝું તથા તને તમને તમારું તમે તારાથી તારામાં તારું તેઓ તેણે તેથી તેના તેની તેનું તેને તેમ તેમણે
    તેમના તેમનું તેમને તેમાં તેવી તેવું ત્યાં ત્યારબાદ ત્યારે થઇ થઈ થઈએ થતા થતાં થતી થતું થતો થયા થયાં થયું થયેલું
    થયો થવું થાઉં થાઓ થાય થોડું દર દરેક દ્વારા નથી નહિ નહી નહીં નીચે પછી પણ પર પરંતુ પરથી પહેલાં પાછળ પાસે પોતાનું
    પ્રત્યેક ફક્ત ફરી ફરીથી બંને બધા બધું બની બહાર બહુ બાદ મને માટે માત્ર મારું મૂકવું મૂકી મૂક્યા મૂક્યાં મૂક્યું
    રહી રહે રહેલા રહેવું રહ્યા રહ્યાં રહ્યો રીતે લાગે લેતા લેતું લેવા વગેરે વધુ શકે શકો સરખું સાથે સામે સુધી સૌથી
    હતા હતાં હતી હતું હતો હવે હશે હશો હોઈ હોઈશ હોઈશું હોય હોવા`,
  kn: `ಅಂತ ಅಥವಾ ಅದಕ್ಕೆ ಅದನ್ನು ಅದು ಅದೇ ಅಲ್ಲ ಅಲ್ಲದೆ ಅವರ ಅವರನ್ನು ಅವರಿಗೆ ಅವರು ಅಷ್ಟೇ ಆಗ ಆಗಿ ಆದರೆ ಇತ್ತು ಇದಕ್ಕೆ ಇದನ್ನು ಇದರ
    ಇದರಿಂದ ಇದು ಇದೆ ಇದೇ ಇನ್ನು ಇನ್ನೂ ಇರುವ ಇಲ್ಲ ಇಲ್ಲಿ ಈಗ ಈಗಾಗಲೇ ಎಂದರು ಎಂದರೆ ಎಂದು ಎಂಬ ಎಂಬುದು ಎಲ್ಲ ಎಲ್ಲಾ ಎಷ್ಟು ಏನು ಕಳೆದ
    ಕೂಡ ಕೆಲವು ಕೇವಲ ಜೊತೆಗೆ ತನ್ನ ತಮ್ಮ ತುಂಬಾ ನಡೆದ ನಡೆದಿದೆ ನನಗೆ ನನ್ನ ನನ್ನನ್ನು ನಮ್ಮ ನಾನು ನಾವು ನಿಮ್ಮ ನೀಡಿದರು ನೀಡಿದೆ
    ನೀಡಿದ್ದಾರೆ ನೀವು ಬಗ್ಗೆ ಬಳಿಕ ಬೇರೆ ಮತ್ತು ಮತ್ತೆ ಮಾಡಿ ಮಾತ್ರ ಮೂಲಕ ಮೇಲೆ ಯಾವ ಯಾವುದೇ ಹಲವು ಹಾಗಾಗಿ ಹಾಗೂ ಹೀಗಾಗಿ ಹೀಗೆ ಹೆಚ್ಚು
    ಹೇಳಿ ಹೇಳಿದ್ದಾರೆ`,
  ku: `an ango be belê ber berî bi bibe bibin bike bikin bin bo bê bêyî bû bûn bûne bûye da de dema demê di dibe dibin
    digel dikare dikarin dike dikin dikir dikirin din divê divêt dê dî eger em ev ew ez gav gava gelek hat hatin
    hatine hatiye hebe hebû hebûn heke hema hemû hene her herwiha herî heta heye hin hindî hinek hwd hîn hûn ji jor
    jê jêr jî kir kirin kirine kiriye kirî ku kî kîjan kîjê lewma lewra lewre li lê me min na nav navbera ne nebû
    nebûn niha nîn nîne nînin paş pey pir pirr piştî ra re rê ser serê te tenê tev tevî tim tiştek tu tê tên va van
    vir vê vî wan we wek weke wekî wir wisa wusa wê wî xwe ya yan yek yeke yekî yê yên çawa çend çi çima çiqas êdî
    ên êyên îro`,
  lo: `ກວ່າ ກັນ ກັບ ການ ກ່ອນ ກ່ຽວກັບ ກໍ ກໍາລັງ ຂອງ ຂະນະ ຂຶ້ນ ຂ້ອຍ ຄວນ ຄວາມ ຄັ້ງ ຄື ຄົນ ຈະ ຈາກ ຈົນ ຈົນເຖິງ ຊຶ່ງ ຊ່ວງ ຍັງ
    ດັ່ງ ດັ່ງກ່າວ ດັ່ງນັ້ນ ດຽວ ດຽວກັນ ດ້ວຍ ຕອນ ຕັ້ງແຕ່ ຕາມ ຕົວ ຕ້ອງ ຕໍ່ ຖ້າ ທັງ ທັງຫມົດ ທີ່ ທີ່ສຸດ ທຸກ ນອກ ນອກຈາກ ນະ
    ນັ້ນ ນີ້ ນໍາ ບອກ ບາງ ບໍ ບໍ່ ຜູ້ ພວກ ພວກເຂົາ ພວກເຮົາ ພາຍໃຕ້ ພາຍໃນ ພຽງ ພຽງແຕ່ ພ້ອມ ມັນ ມາ ມີ ມື້ ຢູ່ ຢ່າງ ຢ່າງໃດ
    ລະຫວ່າງ ລາວ ລົງ ວ່າ ສອງ ສະນັ້ນ ສາມາດ ສິ່ງ ສໍາລັບ ຫຍັງ ຫນຶ່ງ ຫນ້ອຍ ຫມາຍ ຫາກ ຫຼັງ ຫຼັງຈາກ ຫຼາຍ ຫຼື ອອກ ອັນ ອາດ ອີກ
    ອື່ນ ອື່ນໆ ຮູ້ ເຂົາ ເຂົາເຈົ້າ ເຂົ້າ ເຄີຍ ເຈົ້າ ເຊິ່ງ ເດີ້ ເຖິງ ເທົ່າ ເທົ່ານັ້ນ ເບິ່ງ ເປັນ ເປັນຕົ້ນ ເພາະ ເພື່ອ
    ເມື່ອ ເວລາ ເຫັນ ເອງ ເຮັດ ເຮັດໃຫ້ ເຮົາ ແຕ່ ແຕ່ລະ ແນວ ແນວໃດ ແມ່ນ ແລະ ແລ້ວ ໂດຍ ໂຕ ໃດ ໃນ ໃຜ ໃຫ້ ໄດ້ ໄປ ໄວ້ ໆ`,
  ml: `അങ്ങനെ അതായത് അതിനാൽ അതിനെ അതിന് അതിന്റെ അതിൽ അതു അതും അതുകൊണ്ട് അതേ അതോ അത് അദ്ദേഹം അദ്ദേഹത്തിന്റെ അന്നേരം
    അന്ന് അല്ല അല്ലെങ്കിൽ അവ അവന്റെ അവരുടെ അവളുടെ അവിടെ അവൻ അവർ അവർക്ക് അവൾ ആകുന്നു ആണ് ആദ്യം ആയ ആയി ആയിരുന്നു ആരും
    ആര് ഇങ്ങനെ ഇതിനെ ഇതിന് ഇതിന്റെ ഇതിൽ ഇതു ഇതും ഇത് ഇത്തരം ഇന്ന് ഇപ്പോൾ ഇല്ല ഇവ ഇവരുടെ ഇവിടെ ഇവർ ഉണ്ടായിരുന്നു
    ഉണ്ട് ഉള്ള എങ്കിലും എങ്കിൽ എങ്ങനെ എനിക്ക് എന്തു എന്തെങ്കിലും എന്ത് എന്ന എന്നതാണ് എന്നത് എന്നാൽ എന്നിവ എന്നീ
    എന്നും എന്നെ എന്ന് എന്റെ എപ്പോഴും എപ്പോൾ എല്ലാ എല്ലാം എല്ലാവരും എവിടെ ഏതെങ്കിലും ഏത് ഏറെ ഏറ്റവും ഒന്നും ഒന്ന്
    ഒപ്പം ഒരാൾ ഒരു ഒരേ ഓരോ കഴിഞ്ഞ് കഴിയും കാരണം കൂടാതെ കൂടി കൂടുതൽ കൊണ്ട കൊണ്ട് ചില ചെയ്ത ചെയ്തു ചെയ്യാൻ ചെയ്യുന്ന
    ചെയ്യുന്നു ഞങ്ങളുടെ ഞങ്ങൾ ഞാൻ തന്നെ തന്റെ തമ്മിൽ താൻ തുടങ്ങിയ നമ്മുടെ നമ്മൾ നിങ്ങളുടെ നിങ്ങൾ നിന്നും നിന്ന് നേരെ
    പക്ഷേ പറഞ്ഞു പല പിന്നീട് പിന്നെ പോലും പോലെ പ്രകാരം മറ്റു മറ്റൊരു മറ്റ് മാത്രം മുതൽ മുമ്പ് മുൻപ് മൂലം മേൽ വച്ച്
    വരെ വളരെ വഴി വെച്ച് വേണം വേണ്ടി ശേഷം സ്വന്തം`,
  mr: `अतरी अधिक अनेक अशी असलयाचे असलेल्या असा असून असे असो आघवें आज आणि आता आतां आपण आपल्या आला आली आले आहे आहेत इये
    एक एका एकें एथ एऱ्हवीं ऐसा ऐसी ऐसें कमी करणयात करी करून कर्म कांहीं काम काय काही किरीटी किवा कीजे कीर केला केली
    केले केलें कोटी गेल्या घेऊन जंव जया जरी जाण जात जाहला जेणें जेथ जेवीं जैसा जैसी जैसें झाला झाली झाले झालेल्या
    ठायीं तंव तया तर तरि तरी तसेच तिये तीन तुज तेंचि तेणें तेथ तैसा तैसी तैसे त्या त्याचा त्याची त्याच्या त्याना
    त्यानी त्यामुळे त्री दिली दिसे देवा दोन नाना नाही नाहीं निर्ण्य नोहे पडे पण पम परयतन परी पाटील मग मज माझें मातें
    मात्र माहिती मीचि मुबी म्हणजे म्हणाले म्हणून म्हणे म्हणोनि याचा याची याच्या याना यानी येणार येणें येत येथील येथे
    लाख लागे व्यकत सकळ सर्व सागित्ले सुरू हजार होऊनि होणार होत होता होती होते होय होये`,
  ms: `ada adalah adanya adapun agak agaknya agar akan akankah akhir akhiri akhirnya aku akulah amat amatlah anda
    andalah antar antara antaranya apa apaan apabila apakah apalagi apatah artinya asal asalkan atas atau ataukah
    ataupun awal awalnya bagai bagaikan bagaimana bagaimanakah bagaimanapun bagi bagian bahkan bahwa bahwasanya baik
    bakal bakalan balik banyak bapak baru bawah beberapa begini beginian beginikah beginilah begitu begitukah
    begitulah begitupun bekerja belakang belakangan belum belumlah benar benarkah benarlah berada berakhir
    berakhirlah berakhirnya berapa berapakah berapalah berapapun berarti berawal berbagai berdatangan beri berikan
    berikut berikutnya berjumlah berkata berkehendak berkeinginan berkenaan berlainan berlalu berlangsung berlebihan
    bermacam bermaksud bermula bersama bersiap bertanya berturut bertutur berujar berupa besar betul betulkah biasa
    biasanya bila bilakah bisa bisakah boleh bolehkah bolehlah buat bukan bukankah bukanlah bukannya bung cara
    caranya cukup cukupkah cukuplah cuma dahulu dalam dan dapat dari daripada datang dekat demi demikian demikianlah
    dengan depan di dia diakhiri diakhirinya dialah diantara diantaranya diberi diberikan diberikannya dibuat
    dibuatnya didapat didatangkan digunakan diibaratkan diibaratkannya diingat diingatkan diinginkan dijawab
    dijelaskan dijelaskannya dikarenakan dikatakan dikatakannya dikerjakan diketahui diketahuinya dikira dilakukan
    dilalui dilihat dimaksud dimaksudkan dimaksudkannya dimaksudnya diminta dimintai dimisalkan dimulai dimulailah
    dimulainya dimungkinkan dini dipastikan diperbuat diperbuatnya dipergunakan diperkirakan diperlihatkan
    diperlukan diperlukannya dipersoalkan dipertanyakan dipunyai diri dirinya disampaikan disebut disebutkan
    disebutkannya disini disinilah ditambahkan ditandaskan ditanya ditanyai ditanyakan ditegaskan ditujukan ditunjuk
    ditunjuki ditunjukkan ditunjukkannya ditunjuknya dituturkan dituturkannya diucapkan diucapkannya diungkapkan
    dong dua dulu empat enggak enggaknya entah entahlah guna gunakan hal hampir hanya hanyalah harus haruslah
    harusnya hendak hendaklah hendaknya hingga ia ialah ibarat ibaratkan ibaratnya ibu ikut ingat ingin inginkah
    inginkan ini inikah inilah itu itukah itulah jadi jadilah jadinya jangan jangankan janganlah jauh jawab jawaban
    jawabnya jelas jelaskan jelaslah jelasnya jika jikalau juga jumlah jumlahnya justru kala kalau kalaulah kalaupun
    kalian kami kamilah kamu kamulah kan kapan kapankah kapanpun karena karenanya kasus katakan katakanlah katanya
    ke keadaan kebetulan kecil kedua keduanya keinginan kelamaan kelihatan kelihatannya kelima keluar kembali
    kemudian kemungkinan kemungkinannya kenapa kepada kepadanya kesampaian keseluruhan keseluruhannya keterlaluan
    ketika khususnya kini kinilah kira kiranya kita kitalah kok kurang lagi lagian lah lain lainnya lalu lama
    lamanya lanjut lanjutnya lebih lewat lima luar macam maka makanya makin malah malahan mampu mampukah mana
    manakala manalagi masa masalah masalahnya masih masihkah masing mau maupun melainkan melakukan melalui melihat
    melihatnya memang memastikan memberi memberikan membuat memerlukan memihak meminta memintakan memisalkan
    memperbuat mempergunakan memperkirakan memperlihatkan mempersiapkan mempersoalkan mempertanyakan mempunyai
    memulai memungkinkan menaiki menambahkan menandaskan menanti menantikan menanya menanyai menanyakan mendapat
    mendapatkan mendatang mendatangi mendatangkan menegaskan mengakhiri mengapa mengatakan mengatakannya mengenai
    mengerjakan mengetahui menggunakan menghendaki mengibaratkan mengibaratkannya mengingat mengingatkan
    menginginkan mengira mengucapkan mengucapkannya mengungkapkan menjadi menjawab menjelaskan menuju menunjuk
    menunjuki menunjukkan menunjuknya menurut menuturkan menyampaikan menyangkut menyatakan menyebutkan menyeluruh
    menyiapkan merasa mereka merekalah merupakan meski meskipun meyakini meyakinkan minta mirip misal misalkan
    misalnya mula mulai mulailah mulanya mungkin mungkinkah nah naik namun nanti nantinya nyaris nyatanya oleh
    olehnya pada padahal padanya pak paling panjang pantas para pasti pastilah penting pentingnya per percuma perlu
    perlukah perlunya pernah persoalan pertama pertanyaan pertanyakan pihak pihaknya pukul pula pun punya rasa
    rasanya rata rupanya saat saatnya saja sajalah saling sama sambil sampai sampaikan sana sangat sangatlah satu
    saya sayalah se sebab sebabnya sebagai sebagaimana sebagainya sebagian sebaik sebaiknya sebaliknya sebanyak
    sebegini sebegitu sebelum sebelumnya sebenarnya seberapa sebesar sebetulnya sebisanya sebuah sebut sebutlah
    sebutnya secara secukupnya sedang sedangkan sedemikian sedikit sedikitnya seenaknya segala segalanya segera
    seharusnya sehingga seingat sejak sejauh sejenak sejumlah sekadar sekadarnya sekali sekalian sekaligus sekalipun
    sekarang sekecil seketika sekiranya sekitar sekitarnya sekurangnya sela selain selaku selalu selama selamanya
    selanjutnya seluruh seluruhnya semacam semakin semampu semampunya semasa semasih semata semaunya sementara
    semisal semisalnya sempat semua semuanya semula sendiri sendirian sendirinya seolah seorang sepanjang
    sepantasnya sepantasnyalah seperlunya seperti sepertinya sepihak sering seringnya serta serupa sesaat sesama
    sesampai sesegera sesekali seseorang sesuatu sesuatunya sesudah sesudahnya setelah setempat setengah seterusnya
    setiap setiba setibanya setidaknya setinggi seusai sewaktu siap siapa siapakah siapapun sini sinilah soal
    soalnya suatu sudah sudahkah sudahlah supaya tadi tadinya tahu tak tambah tambahnya tampak tampaknya tandas
    tandasnya tanpa tanya tanyakan tanyanya tapi tegas tegasnya telah tempat tengah tentang tentu tentulah tentunya
    tepat terakhir terasa terbanyak terdahulu terdapat terdiri terhadap terhadapnya teringat terjadi terjadilah
    terjadinya terkira terlalu terlebih terlihat termasuk ternyata tersampaikan tersebut tersebutlah tertentu
    tertuju terus terutama tetap tetapi tiap tiba tidak tidakkah tidaklah tiga tinggi toh tunjuk turut tutur
    tuturnya ucap ucapnya ujar ujarnya umum umumnya ungkap ungkapnya untuk usah usai waduh wah wahai waktu waktunya
    walau walaupun wong yaitu yakin yakni yang`,
  or: `ଅଛନ୍ତି ଅଛି ଅଟନ୍ତି ଅଟେ ଅତି ଅଥବା ଅଧିକ ଅନେକ ଅନ୍ୟ ଅନ୍ୟାନ୍ୟ ଆଉ ଆଗରୁ ଆଦି ଆପଣ ଆପଣଙ୍କ ଆପଣଙ୍କର ଆମ ଆମକୁ ଆମର ଆମେ ଆସେ
    ଇତ୍ୟାଦି ଉପର ଉପରେ ଏକ ଏକା ଏଠାରେ ଏଣୁ ଏତେ ଏଥି ଏଥିପାଇଁ ଏଥିରେ ଏପରି ଏବଂ ଏବେ ଏମାନେ ଏସବୁ ଏହା ଏହାକୁ ଏହାର ଏହି କଣ କର କରନ୍ତି
    କରାଯାଇଛି କରାଯାଏ କରି କରିଛନ୍ତି କରିଛି କରିଥିଲା କରିଥିଲେ କରିବ କରିବା କରିବାକୁ କରେ କାହାକୁ କାହାର କାହିଁକି କିଏ କିଛି କିନ୍ତୁ
    କିପରି କିମ୍ବା କେଉଁ କେଉଁଠି କେତେ କେତେକ କେବଳ କେବେ କେହି କୌଣସି ଗୋଟିଏ ଗୋଟେ ଛଡ଼ା ଜଣ ଜଣଙ୍କ ଜଣେ ଠାରୁ ଠାରେ ଠିକ୍ ତଥା ତଥାପି
    ତଳେ ତାଙ୍କ ତାଙ୍କର ତାଙ୍କୁ ତାପରେ ତାର ତାହା ତାହାକୁ ତାହାର ତୁମ ତୁମର ତୁମେ ତେଣୁ ତେବେ ଥାଆନ୍ତି ଥାଏ ଥିବ ଥିବା ଥିଲା ଥିଲେ ଦିଆ
    ଦିଗରେ ଦୁଇ ଦେଇ ଦେଇଛି ଦ୍ୱାରା ନାହାନ୍ତି ନାହିଁ ନିଜ ନିଜକୁ ନିଜର ନିମନ୍ତେ ନୁହଁନ୍ତି ନୁହେଁ ନେଇ ପର ପରି ପରେ ପର୍ଯ୍ୟନ୍ତ ପାଇଁ
    ପାଖରେ ପାରିବ ପାରିବେ ପାରେ ପୁଣି ପୂର୍ବରୁ ପ୍ରତି ପ୍ରତ୍ୟେକ ବହୁତ ବିନା ବିଷୟରେ ବେଳେ ମଧ୍ୟ ମଧ୍ୟରେ ମାତ୍ର ମାନେ ମୋତେ ମୋର ଯଦି
    ଯଦିଓ ଯାଇ ଯାଇଛି ଯାଏ ଯାହା ଯାହାକୁ ଯାହାର ଯିଏ ଯିବ ଯେଉଁ ଯେଉଁଠାରେ ଯେଉଁମାନେ ଯେତେ ଯେତେବେଳେ ଯେପରି ଯୋଗୁଁ ରହିଛି ରହିଥିବା ରହେ
    ସବୁ ସମସ୍ତ ସର୍ବଦା ସହ ସହିତ ସେଇ ସେଠାରେ ସେତେବେଳେ ସେଥିପାଇଁ ସେମାନଙ୍କ ସେମାନଙ୍କର ସେମାନେ ସେହି ସ୍ୱୟଂ ହୁଏ ହେଉଛନ୍ତି ହେଉଛି
    ହେବ ହେବା ହେଲା ହେଲେ ହୋଇ ହୋଇଛି ହୋଇଥାଏ ହୋଇଥିଲା ହୋଇପାରେ`,
  pa: `ਅਕਤੂਬਰ ਅਕਸਰ ਅਗਸਤ ਅਜਿਹਾ ਅਜਿਹੇ ਅਤੇ ਅਧਿਐਨ ਅਧੀਨ ਅਨੁਸਾਰ ਅਬਾਦੀ ਅਮਰੀਕਾ ਅਮਰੀਕੀ ਅਰਥ ਅਵਾਰਡ ਅੰਗਰੇਜ਼ੀ ਅੰਤ ਅੰਤਰਰਾਸ਼ਟਰੀ ਅੰਦਰ
    ਅੱਗੇ ਅੱਜ ਆਇਆ ਆਈ ਆਉਣ ਆਦਿ ਆਧੁਨਿਕ ਆਪ ਆਪਣਾ ਆਪਣੀ ਆਪਣੇ ਆਫ ਆਫ਼ ਆਮ ਇਕ ਇਤਿਹਾਸ ਇਤਿਹਾਸਕ ਇਨ੍ਹਾਂ ਇਲਾਵਾ ਇਸ ਇਸਦਾ ਇਸਦੀ ਇਸਦੇ
    ਇਸਨੂੰ ਇਸਨੇ ਇਸੇ ਇਹ ਇਹਨਾਂ ਇੱਕ ਇੱਥੇ ਉਨ੍ਹਾਂ ਉਮਰ ਉਰਦੂ ਉਸ ਉਸਦਾ ਉਸਦੀ ਉਸਦੇ ਉਸਨੂੰ ਉਸਨੇ ਉਹ ਉਹਨਾਂ ਉੱਤਰ ਉੱਤਰੀ ਉੱਤੇ ਉੱਪਰ ਐਮ
    ਐਸ ਔਰਤ ਔਰਤਾਂ ਕਈ ਕਦੇ ਕਰ ਕਰਕੇ ਕਰਦਾ ਕਰਦੀ ਕਰਦੇ ਕਰਨ ਕਰਨਾ ਕਲਾ ਕਵਿਤਾ ਕਵੀ ਕਹਾਣੀ ਕਹਿੰਦੇ ਕਾਰਜ ਕਾਰਨ ਕਾਲ ਕਾਲਜ ਕਾਵਿ ਕਿਉਂਕਿ
    ਕਿਤਾਬ ਕਿਲੋਮੀਟਰ ਕਿਸਮ ਕਿਸੇ ਕਿਹਾ ਕੀਤਾ ਕੀਤੀ ਕੀਤੇ ਕੁਆਂਟਮ ਕੁਝ ਕੁੱਝ ਕੁੱਲ ਕੇਂਦਰ ਕੇਵਲ ਕੋਈ ਕੋਲ ਕੌਰ ਕ੍ਰਿਕਟ ਕੰਪਨੀ ਕੰਮ ਖਾਸ
    ਖੇਡਾਂ ਖੇਤਰ ਖੇਤਰਾਂ ਖੋਜ ਗਈ ਗਏ ਗਿਆ ਗਿਣਤੀ ਗੀਤ ਗੁਰੂ ਗੱਲ ਘਰ ਘੱਟ ਚਾਰ ਚੀਨ ਛੋਟੇ ਛੱਡ ਜਦੋਂ ਜਨਮ ਜਨਵਰੀ ਜਲੰਧਰ ਜ਼ਿਆਦਾ ਜ਼ਿਲ੍ਹਾ
    ਜ਼ਿਲ੍ਹੇ ਜਾਂਦਾ ਜਾਂਦੀ ਜਾਂਦੀਆਂ ਜਾਂਦੇ ਜਾਣ ਜਾਣਿਆ ਜਾਰੀ ਜਿਆਦਾ ਜਿਨ੍ਹਾਂ ਜਿਵੇਂ ਜਿਸ ਜਿਸਦਾ ਜਿਸਨੂੰ ਜਿਹਨਾਂ ਜਿੱਥੇ ਜੀਵਨ ਜੁਲਾਈ
    ਜੂਨ ਜੰਗ ਟੀਮ ਡਿਗਰੀ ਤਕ ਤਰ੍ਹਾਂ ਤਿਆਰ ਤਿੰਨ ਤੌਰ ਤੱਕ ਦਸੰਬਰ ਦਿਨ ਦਿੰਦਾ ਦਿੱਤਾ ਦਿੱਤੀ ਦਿੱਤੇ ਦਿੱਲੀ ਦੀਆਂ ਦੁਆਰਾ ਦੁਨੀਆਂ ਦੂਜਾ
    ਦੂਜੀ ਦੂਜੇ ਦੂਰ ਦੇਣ ਦੇਸ਼ ਦੇਸ਼ਾਂ ਦੌਰਾਨ ਦੱਖਣ ਦੱਖਣੀ ਧਰਤੀ ਧਰਮ ਧਾਰਮਿਕ ਨਗਰ ਨਵੇਂ ਨਵੰਬਰ ਨਹੀਂ ਨਾਟਕ ਨਾਮ ਨਾਲ ਨਾਲ਼ ਨਾਲੋਂ ਨਾਵਲ
    ਨੇੜੇ ਪਟਿਆਲਾ ਪਤਾ ਪਰ ਪਰਿਵਾਰ ਪਹਿਲਾ ਪਹਿਲਾਂ ਪਹਿਲੀ ਪਹਿਲੇ ਪਾਕਿਸਤਾਨ ਪਾਣੀ ਪਾਰਟੀ ਪਾਸੇ ਪਿਤਾ ਪਿੰਡ ਪੁਰਸਕਾਰ ਪੁਸਤਕ ਪੁੱਤਰ ਪੂਰਬੀ
    ਪੂਰੀ ਪੇਸ਼ ਪੈਂਦਾ ਪੈਦਾ ਪ੍ਰਕਾਰ ਪ੍ਰਕਾਸ਼ਿਤ ਪ੍ਰਤੀ ਪ੍ਰਦੇਸ਼ ਪ੍ਰਧਾਨ ਪ੍ਰਭਾਵ ਪ੍ਰਮੁੱਖ ਪ੍ਰਸਿੱਧ ਪ੍ਰਾਚੀਨ ਪ੍ਰਾਪਤ ਪੜ੍ਹਾਈ ਪੰਜ
    ਪੰਜਾਬ ਪੰਜਾਬੀ ਪੱਛਮ ਪੱਛਮੀ ਪੱਧਰ ਫਰਵਰੀ ਫ਼ਿਲਮ ਫਿਰ ਫਿਲਮ ਫਿਲਮਾਂ ਬਣ ਬਣਾ ਬਣਾਇਆ ਬਣਾਉਣ ਬਣਿਆ ਬਲਾਕ ਬਹੁਤ ਬਾਅਦ ਬਾਕੀ ਬਾਬਾ ਬਾਰੇ
    ਬਾਹਰ ਬੋਲੀ ਬ੍ਰਿਟਿਸ਼ ਬੱਚਿਆਂ ਬੱਚੇ ਭਰ ਭਰਾ ਭਾਈ ਭਾਗ ਭਾਰਤ ਭਾਰਤੀ ਭਾਵ ਭਾਵੇਂ ਭਾਸ਼ਾ ਭਾਸ਼ਾਵਾਂ ਭੂਮਿਕਾ ਮਈ ਮਨੁੱਖ ਮਨੁੱਖੀ ਮਸ਼ਹੂਰ
    ਮਹਾਨ ਮਹੱਤਵਪੂਰਨ ਮਾਤਾ ਮਾਰਚ ਮਿਲ ਮਿਲਦਾ ਮੀਟਰ ਮੁੱਖ ਮੂਲ ਮੈਂਬਰ ਮੌਜੂਦ ਮੌਤ ਮੰਤਰੀ ਮੰਨਿਆ ਮੱਧ ਯੂਨੀਵਰਸਿਟੀ ਰਚਨਾ ਰਹਿਣ ਰਹਿੰਦਾ
    ਰਹਿੰਦੇ ਰਹੀ ਰਹੇ ਰਾਜ ਰਾਜਧਾਨੀ ਰਾਜਾ ਰਾਮ ਰਾਸ਼ਟਰੀ ਰਾਹੀਂ ਰਿਹਾ ਰੂਪ ਰੂਸੀ ਰੰਗ ਰੱਖਿਆ ਲਈ ਲਗਭਗ ਲਾਲ ਲਿਆ ਲਿਖਿਆ ਲਿਖੇ ਲੇਖਕ ਲੈਣ
    ਲੋਕ ਲੋਕਾਂ ਲੜਾਈ ਲੱਗ ਵਜੋਂ ਵਧੀਆ ਵਧੇਰੇ ਵਰਗ ਵਰਗੇ ਵਰਤਿਆ ਵਰਤੋਂ ਵਲੋਂ ਵਾਂਗ ਵਾਰ ਵਾਲਾ ਵਾਲੀ ਵਾਲੀਆਂ ਵਾਲੇ ਵਾਸਤੇ ਵਿਅਕਤੀ ਵਿਆਹ
    ਵਿਕਾਸ ਵਿਖੇ ਵਿਗਿਆਨ ਵਿਚ ਵਿਚਕਾਰ ਵਿਚਾਰ ਵਿਚੋਂ ਵਿਸ਼ਵ ਵਿਸ਼ੇਸ਼ ਵਿੱਚ ਵਿੱਚੋਂ ਵੇਲੇ ਵੱਖ ਵੱਡਾ ਵੱਡੀ ਵੱਡੇ ਵੱਧ ਵੱਲ ਵੱਲੋਂ ਸਕਦਾ
    ਸਕਦੀ ਸਕਦੇ ਸਕੂਲ ਸਤੰਬਰ ਸਥਾਨ ਸਥਾਪਨਾ ਸਥਿਤ ਸਦੀ ਸਨ ਸਭ ਸਭਾ ਸਭਿਆਚਾਰ ਸਮਾਂ ਸਮਾਜ ਸਮਾਜਿਕ ਸਮੂਹ ਸਮੇਂ ਸਰਕਾਰ ਸਰਕਾਰੀ ਸ਼ਬਦ ਸ਼ਹਿਰ
    ਸ਼ਾਮਲ ਸ਼ਾਮਿਲ ਸ਼ਾਹ ਸ਼ੁਰੂ ਸ਼ੁਰੂਆਤ ਸਾਰੀਆਂ ਸਾਰੇ ਸਾਲ ਸਾਲਾਂ ਸਾਹਿਤ ਸਾਹਿਬ ਸਿਰਫ ਸਿੰਘ ਸਿੱਖ ਸਿੱਖਿਆ ਸੇਵਾ ਸ੍ਰੀ ਸੰਗੀਤ ਸੰਨ
    ਸੰਯੁਕਤ ਸੰਸਾਰ ਹਨ ਹਰ ਹਾਲਾਂਕਿ ਹਾਸਲ ਹਿੰਦੀ ਹਿੰਦੂ ਹਿੱਸਾ ਹਿੱਸੇ ਹੁਣ ਹੁੰਦਾ ਹੁੰਦੀ ਹੁੰਦੀਆਂ ਹੁੰਦੇ ਹੇਠ ਹੋਇਆ ਹੋਈ ਹੋਏ ਹੋਣ ਹੋਰ
    ਹੋਵੇ`,
  ta: `அங்கு அங்கே அடுத்த அதனால் அதன் அதற்கு அதிக அதில் அது அதே அதை அந்த அந்தக் அந்தப் அன்று அல்லது அவன் அவரது அவர்
    அவர்கள் அவள் அவை ஆகிய ஆகியோர் ஆகும் இங்கு இங்கே இடத்தில் இடம் இதனால் இதனை இதன் இதற்கு இதில் இது இதை இந்த இந்தக்
    இந்தத் இந்தப் இன்னும் இப்போது இரு இருக்கும் இருந்த இருந்தது இருந்து இவர் இவை உன் உள்ள உள்ளது உள்ளன எந்த என எனக்
    எனக்கு எனப்படும் எனவும் எனவே எனினும் எனும் என் என்ன என்னும் என்பது என்பதை என்ற என்று என்றும் எல்லாம் ஏன் ஒரு ஒரே
    ஓர் கொண்ட கொண்டு கொள்ள சற்று சிறு சில சேர்ந்த தனது தன் தவிர தான் நான் நாம் பற்றி பற்றிய பல பலரும் பல்வேறு பின்
    பின்னர் பிற பிறகு பெரும் பேர் போது போன்ற போல போல் மட்டுமே மட்டும் மற்ற மற்றும் மிக மிகவும் மீது முதல் முறை
    மேலும் மேல் யார் வந்த வந்து வரும் வரை வரையில் விட விட்டு வேண்டும் வேறு`,
  te: `అంటే అందరూ అందుబాటులో అక్కడ అడగండి అడగడం అడ్డంగా అతని అతను అది అదే అనగా అని అనుగుణంగా అనుమతించు అనుమతిస్తుంది
    అనే అన్ని అన్నీ అప్పుడు అయితే అయిన అయినా అయ్యింది అయ్యే అలా అలాగే అవి అవుతుంది అవును ఆమె ఆమెకు ఆయన ఆయనకు ఇంకా
    ఇక్కడ ఇతర ఇది ఇదే ఇప్పటికే ఇప్పుడు ఇలా ఇవి ఉంటాయి ఉంటుంది ఉండటం ఉండే ఉంది ఉన్న ఉన్నాయి ఉన్నారు ఎంత ఎందుకు ఎక్కడ
    ఎక్కడైనా ఎక్కువ ఎప్పుడు ఎలా ఎవరు ఎవరూ ఎవరైనా ఎవరో ఏది ఏదైనా ఏమి ఏమిటి ఏమైనప్పటికి ఒక ఒకటి ఒకరు ఒకే కనిపిస్తాయి
    కలదు కలిగి కాక కాదు కానప్పటికీ కాని కానీ కాబట్టి కింద కూడా కొంత కొన్ని కోసం గురించి చాలా చుట్టూ చేయగలిగింది
    చేయడం చేయాలి చేశారు చేసి చేసిన చేసే చేస్తుంది తగిన తన తప్ప తమ తరువాత తర్వాత దాదాపు దాని దానిని దాన్ని దీని
    దీనిని దీన్ని దూరంగా ద్వారా నాకు నాతో నిజంగా నీకు నుంచి నుండి నేను పాటు పైన ప్రకారం ప్రక్కన ప్రతి ప్రతీ మధ్య మన
    మనం మరింత మరియు మరొక మరో మళ్ళీ మాత్రమే మీకు మీద మీరు ముందు మెచ్చుకో మేము మొదలైన యొక్క లేక లేదా లేదు లేని లోపల
    వంటి వద్ద వరకు వల్ల వాటి వాటిని వారి వారికి వారు వాళ్ళు వెంట వెనుక వేరుగా వేరే వ్యతిరేకంగా సంబంధం సంబంధించిన
    సమయంలో సహా`,
  th: `กล่าว กว่า กัน กับ การ ก็ ก่อน ขณะ ขอ ของ ขึ้น คง ครั้ง ความ คือ จะ จัด จาก จึง ช่วง ซึ่ง ดัง ด้วย ด้าน ตั้ง
    ตั้งแต่ ตาม ต่อ ต่าง ต่างๆ ต้อง ถึง ถูก ถ้า ทั้ง ทั้งนี้ ทาง ที่ ที่สุด ทุก ทํา ทําให้ นอกจาก นัก นั้น นี้ น่า
    นํา บาง ผล ผ่าน พบ พร้อม มา มาก มี ยัง รวม ระหว่าง รับ ราย ร่วม ลง วัน ว่า สุด ส่ง ส่วน สําหรับ หนึ่ง หรือ หลัง
    หลังจาก หลาย หาก อยาก อยู่ อย่าง ออก อะไร อาจ อีก เขา เข้า เคย เฉพาะ เช่น เดียว เดียวกัน เนื่องจาก เปิด เปิดเผย
    เป็น เป็นการ เพราะ เพื่อ เมื่อ เรา เริ่ม เลย เห็น เอง แต่ แบบ แรก และ แล้ว แห่ง โดย ใน ให้ ได้ ไป ไม่ ไว้ ้ง`,
  tl: `akin aking ako alin am amin aming ang ano anumang apat at atin ating ay bababa bago bakit bawat bilang dahil
    dalawa dapat din dito doon gagawin gayunman ginagawa ginawa ginawang gumawa gusto habang hanggang hindi huwag
    iba ibaba ibabaw ibig ikaw ilagay ilalim ilan inyong isa isang itaas ito iyo iyon iyong ka kahit kailangan
    kailanman kami kanila kanilang kanino kanya kanyang kapag kapwa karamihan katiyakan katulad kaya kaysa ko kong
    kulang kumuha kung laban lahat lamang likod lima maaari maaaring maging mahusay makita marami marapat masyado
    may mayroon mga minsan mismo mula muli na nabanggit naging nagkaroon nais nakita namin napaka narito nasaan ng
    ngayon ni nila nilang nito niya niyang noon pa paano pababa paggawa pagitan pagkakaroon pagkatapos palabas
    pamamagitan panahon pangalawa para paraan pareho pataas pero pumunta pumupunta sa saan sabi sabihin sarili sila
    sino siya tatlo tayo tulad tungkol una walang`,
  ur: `آئی آئے آج آخر آخرکبر آدهی آًب آٹھ آیب اة اخبزت اختتبم ادھر ارد اردگرد ارکبى اش اضتعوبل اضتعوبلات اضطرذ اضکب
    اضکی اضکے اطراف اغیب افراد الگ اور اوًچب اوًچبئی اوًچی اوًچے اى اًذر اًہیں اٹھبًب اپٌب اپٌے اچھب اچھی اچھے اکثر
    اکٹھب اکٹھی اکٹھے اکیلا اکیلی اکیلے اگرچہ اہن ایطے ایک تبزٍ تت تر ترتیت تریي تعذاد تن تو توبم توہی توہیں تٌہب تک
    تھب تھوڑا تھوڑی تھوڑے تھی تھے تیي ثب ثبئیں ثبترتیت ثبری ثبرے ثبعث ثبلا ثبلترتیت ثبہر ثدبئے ثرآں ثراں ثرش ثعذ
    ثغیر ثلٌذ ثلٌذوثبلا ثلکہ ثي ثٌب ثٌبرہب ثٌبرہی ثٌبرہے ثٌبًب ثٌذ ثٌذکرو ثٌذکرًب ثٌذی ثڑا ثڑوں ثڑی ثڑے ثھر ثھرا
    ثھراہوا ثھرپور ثھی ثہت ثہتر ثہتری ثہتریي ثیچ خب خبرہب خبرہی خبرہے خبهوظ خبًب خبًتب خبًتی خبًتے خبًٌب خت ختن خجکہ
    خص خططرذ خلذی خو خواى خوًہی خوکہ خٌبة خگہ خگہوں خگہیں خیطب خیطبکہ در درخبت درخہ درخے درزقیقت درضت دش دفعہ دلچطپ
    دلچطپی دلچطپیبں دو دور دوراى دوضرا دوضروں دوضری دوضرے دوًوں دکھبئیں دکھبتب دکھبتی دکھبتے دکھبو دکھبًب دکھبیب دی
    دیب دیتب دیتی دیتے دیر دیٌب دیکھو دیکھٌب دیکھی دیکھیں دے راضتوں راضتہ راضتے رریعہ رریعے رکي رکھ رکھب رکھتب
    رکھتبہوں رکھتی رکھتے رکھی رکھے رہب رہی رہے زبصل زبضر زبل زبلات زبلیہ زصوں زصہ زصے زقبئق زقیتیں زقیقت زکن زکویہ
    زیبدٍ صبف صسیر صفر صورت صورتسبل صورتوں صورتیں ضبت ضبتھ ضبدٍ ضبرا ضبرے ضبل ضبلوں ضت ضرور ضرورت ضروری ضلطلہ ضوچ
    ضوچب ضوچتب ضوچتی ضوچتے ضوچو ضوچٌب ضوچی ضوچیں ضکب ضکتب ضکتی ضکتے ضکٌب ضکی ضکے ضیذھب ضیذھی ضیذھے ضیکٌڈ ضے طرف طریق
    طریقوں طریقہ طریقے طور طورپر ظبہر عذد عظین علاقوں علاقہ علاقے علاوٍ عووهی غبیذ غخص غذ غروع غروعبت غے فرد فی قجل
    قجیلہ قطن لئے لا لازهی لو لوجب لوجی لوجے لوسبت لوسہ لوگ لوگوں لڑکپي لگتب لگتی لگتے لگٌب لگی لگیں لگے لی لیب لیٌب
    لیں لے هتعلق هختلف هسترم هسترهہ هسطوش هسیذ هطئلہ هطئلے هطبئل هطتعول هطلق هعلوم هػتول هلا هوکي هوکٌبت هوکٌہ هٌبضت
    هڑا هڑًب هڑے هکول هگر هہرثبى هیرا هیری هیرے هیں وار والے ًئی ًئے ًبپطٌذ ًبگسیر ًطجت ًقطہ ًوخواى ًکبلٌب ًکتہ ًہیں
    ًیب ٹھیک پبئے پبش پبًب پبًچ پر پراًب پطٌذ پل پورا پوچھب پوچھتب پوچھتی پوچھتے پوچھو پوچھوں پوچھٌب پوچھیں پچھلا
    پھر پہلا پہلی پہلےضی پہلےضے پہلےضےہی پیع چبر چبہب چبہٌب چبہے چلا چلو چلیں چلے چکب چکی چکیں چکے چھوٹب چھوٹوں
    چھوٹی چھوٹے چھہ چیسیں ڈھوًڈا ڈھوًڈلیب ڈھوًڈو ڈھوًڈًب ڈھوًڈی ڈھوًڈیں کئی کئے کب کبفی کبم کت کجھی کرا کرتب کرتبہوں
    کرتی کرتے کرتےہو کررہب کررہی کررہے کرو کرًب کریں کرے کطی کل کن کوئی کوتر کورا کوروں کورٍ کورے کوطي کوى کوًطب
    کوًطی کوًطے کھولا کھولو کھولٌب کھولی کھولیں کھولے کہ کہب کہتب کہتی کہتے کہو کہوں کہٌب کہی کہیں کہے کی کیب کیطب
    کیطرف کیطے کیلئے کیوًکہ کیوں کیے کے کےثعذ کےرریعے گئی گئے گب گرد گروٍ گروپ گروہوں گٌتی گی گیب گے ہر ہن ہو ہوئی
    ہوئے ہوا ہوبرا ہوبری ہوبرے ہوتب ہوتی ہوتے ہورہب ہورہی ہورہے ہوضکتب ہوضکتی ہوضکتے ہوًب ہوًی ہوًے ہوچکب ہوچکی
    ہوچکے ہوگئی ہوگئے ہوگیب ہوں ہی ہیں ہے یقیٌی یہ یہبں`,
  vi: `ai alô amen anh biết bà bài bác bèn béng bông bạn bản bấy bằng bển bệt bị bỗng bộ bớ bởi bức cao cha chiếc cho
    choa chuyện chính chú chăng chưa chậc chắc chỉ chỉn chớ chợt chủn chứ con cuốn cuộc càng các cái cây còn có cô
    cùng căn cũng cơ cơn cả cần cậu của cứ do duy dào dì dưới dạ dẫu dữ em giữa gì hay hoặc hơn họ hỏi khi khác
    không luôn là làm lên lúc lại lần lớn muốn mà mình mỗi một mới mợ ngay nghen nghỉm ngoài ngoải ngày ngôi ngươi
    người ngọn ngọt nh nhau nhiều nhà nhé như nhưng nhất nhận nhỉ những nào này nên nó nóc nói năm nơi nấy nếu nền
    nọ nớ nữa oái pho phè phóc phót phải phắt phỏng phốc phụt phứt qua quyết quyển quá quả ra riêng riệt rày ráo rén
    rích răng rất rằng rồi rứa sao sau so suýt sì sạch sất sắp sẽ số sự tanh thanh theo thoạt thoắt thuần thà tháng
    thì thím thôi thường thấy thẩy thậm thế thếch thỏm thốc thốt thộc thửa toà toẹt trong trên trước trển trệt trỏng
    tuy tênh tôi tại tấm tấn tắp tọt tột tớ tới từ từng veo việc và vào vâng vèo vì vẫn vậy về với vở vụt vừa xoét
    xoẳn xoẹt xuể xuống xệp ào ái áng ông úi đang đi điều đây đã đó được đến đều để ơi ấy ắt ổng ủa`,
  yo: `an bá bí bẹ̀rẹ̀ fún fẹ́ gbogbo inú jù jẹ jẹ́ kan kì kí kò láti lè lọ mi mo máa mọ̀ ni náà ní nígbà nítorí nǹkan
    padà pé púpọ̀ pẹ̀lú rẹ̀ sì sí sínú ti tí wà wá wọn wọ́n yìí àti àwọn òun ńlá ṣe ṣé ṣùgbọ́n ẹmọ́ ọjọ́ ọ̀pọ̀lọpọ̀`,
};
