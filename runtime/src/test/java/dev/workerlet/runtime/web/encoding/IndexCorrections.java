package dev.workerlet.runtime.web.encoding;

/** Where the JDK's charsets differ from the standard's indexes: decimal pointers and hexadecimal code points. */
final class IndexCorrections {
    /** Bytes 0xA0 to 0xFF of an encoding that the JDK lacks. */
    static final String ISO_8859_10 = "\u00a0ĄĒĢĪĨĶ§ĻĐŠŦŽ\u00adŪŊ°ąēģīĩķ·ļđšŧž―ūŋĀÁÂÃÄÅÆĮČÉĘËĖÍÎÏ"
            + "ÐŅŌÓÔÕÖŨØŲÚÛÜÝÞßāáâãäåæįčéęëėíîïðņōóôõöũøųúûüýþĸ";

    /** The same of another one. */
    static final String ISO_8859_14 = "\u00a0Ḃḃ£ĊċḊ§Ẁ©ẂḋỲ\u00ad®ŸḞḟĠġṀṁ¶ṖẁṗẃṠỳẄẅṡÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏ"
            + "ŴÑÒÓÔÕÖṪØÙÚÛÜÝŶßàáâãäåæçèéêëìíîïŵñòóôõöṫøùúûüýŷÿ";

    /** Against Big5-HKSCS: what Hong Kong maps to private code points or elsewhere, and what other vendors added. */
    static final String BIG5 = """
            2082=7bb8 2088=7c06 2103=7cce 2114=7dd2 2123=7e1d 2148=8005 2151=8028 2221=83c1 2239=84a8
            2244=840f 2303=89a6 2304=89a9 2354=8d77 2400=90fd 2413=92b9 2477=975c 2498=97ff 2605=9f16
            2673=8503 2746=5159 2747=515b 2748=515d 2749=515e 2771=936e 2780=7479 2990=6d67 3087=799b
            3259=9097 3301=975d 3436=701e 3451=5b28 4136=7201 4138=77d7 4141=7e87 4182=99d6 4206=91d4
            4220=60de 4230=6fb6 4241=8f36 4258=4fbb 4273=71df 4279=9104 4282=9df0 4294=83cf 4329=5c10
            4330=79e3 4349=5a67 4419=8f0b 4422=7b51 4494=62d0 4624=6062 4694=75f9 4708=6c4a 4742=9b2e
            4748=9f17 4815=50ed 4828=5f0c 4902=880f 4922=62ce 4982=7468 4992=7162 4997=7250 5029=2027
            5038=fe51 5050=2574 5120=af 5121=ffe3 5123=2cd 5153=ff5e 5168=2295 5169=2299 5180=ff0f 5181=ff3c
            5182=2215 5183=fe68 5185=ffe5 5187=ffe0 5188=ffe1 5432=2400 5433=2401 5434=2402 5435=2403
            5436=2404 5437=2405 5438=2406 5439=2407 5440=2408 5441=2409 5442=240a 5443=240b 5444=240c
            5445=240d 5446=240e 5447=240f 5448=2410 5449=2411 5450=2412 5451=2413 5452=2414 5453=2415
            5454=2416 5455=2417 5456=2418 5457=2419 5458=241a 5459=241b 5460=241c 5461=241d 5462=241e
            5463=241f 5464=2421 5465=20ac 10942=5ef4 10946=65e0 10948=7676 10950=96b6 10957=3003 10958=4edd
            19028=5029 19035=507d 19088=5305 19096=5344 19112=537f 19162=5605 19240=5a77 19299=5e75 19305=5ed0
            19326=5f58 19355=60a4 19398=6490 19439=6674 19454=675e 19553=6c9c 19554=6e1d 19557=6e2f 19611=716e
            19643=732a 19672=745c 19697=74e9 19748=7809
            """;

    /** Against GB18030 of whichever year: the standard follows 2022, but for the ideographic space. */
    static final String GB18030 = "6555=3000";

    /** Against GB18030 of 2022, which swapped these with private code points; the standard did not. */
    static final String GB18030_RANGES = """
            19057=9fb4 19058=9fb5 19059=9fb6 19060=9fb7 19061=9fb8 19062=9fb9 19063=9fba 19064=9fbb 39076=fe10
            39077=fe11 39078=fe12 39079=fe13 39080=fe14 39081=fe15 39082=fe16 39083=fe17 39084=fe18 39085=fe19
            """;

    private IndexCorrections() {}
}
