"""The writing systems of the `scripts` data set and the characters taken from each.

Left out on purpose: characters that look like another one of the set. Within a script these are
pairs that differ by a detail lost at 28x28 pixels; across scripts they are shared forms, such as
Latin A, Greek Alpha and Cyrillic A, of which at most one is a class.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Script:
    """A writing system: its id, its names in two languages, its side of the split, its characters.

    `letters` alternates characters and romanised names: "α alpha β beta".
    """

    id: str
    en: str
    zh: str
    split: str
    letters: str

    def characters(self) -> list[tuple[str, str]]:
        """The pairs (character, romanised name), in the order of `letters`."""
        words = self.letters.split()
        return list(zip(words[::2], words[1::2], strict=True))


def plain(text: str) -> str:
    """Letters for plain alphabets: "bd" becomes "b b d d", capitals "B capital-b"."""
    named = ((c, f"capital-{c.lower()}" if c.isupper() else c) for c in text)
    return " ".join(f"{c} {name}" for c, name in named)


SCRIPTS = [
    Script(
        "latin",
        "Latin",
        "拉丁字母",
        "train",
        plain("bcdefghijkmnopqrstuvxyzABDEFGHLMNQRTW"),
    ),
    Script(
        "greek",
        "Greek",
        "希腊字母",
        "train",
        "α alpha β beta γ gamma δ delta ε epsilon ζ zeta η eta λ lambda μ mu ξ xi π pi σ sigma "
        "ς final-sigma φ phi ω omega Γ capital-gamma Ξ capital-xi Σ capital-sigma "
        "Ω capital-omega",
    ),
    Script(
        "cyrillic",
        "Cyrillic",
        "西里尔字母",
        "train",
        "Б be Д de Ж zhe З ze И i Л el П pe Ц tse Ч che Ш sha Ъ hard-sign Ы yery Э e Ю yu Я ya "
        "Ђ dje Љ lje Њ nje",
    ),
    Script(
        "thai",
        "Thai",
        "泰文字母",
        "test",
        "ก ko-kai ข kho-khai ค kho-khwai ฆ kho-rakhang ง ngo-ngu จ cho-chan ฉ cho-ching "
        "ช cho-chang ฌ cho-choe ญ yo-ying ฎ do-chada ฐ tho-than ฒ tho-phuthao ณ no-nen ด do-dek "
        "ธ tho-thong ฟ fo-fan ม mo-ma ย yo-yak ล lo-ling ศ so-sala ษ so-ruesi ส so-suea ห ho-hip "
        "ฬ lo-chula อ o-ang ฮ ho-nokhuk",
    ),
    Script(
        "devanagari",
        "Devanagari",
        "天城文字母",
        "train",
        "अ a इ i उ u ऋ vocalic-r ए e क ka ख kha ग ga घ gha च ca छ cha ज ja झ jha ञ nya ट tta "
        "ठ ttha ड dda ढ ddha ण nna त ta थ tha द da न na प pa फ pha ब ba भ bha म ma य ya र ra "
        "ल la श sha स sa ह ha ळ lla",
    ),
    Script(
        "hiragana",
        "Hiragana",
        "平假名",
        "train",
        "あ a い i う u え e お o か ka き ki く ku け ke こ ko さ sa し shi す su せ se そ so "
        "た ta ち chi つ tsu て te と to な na に ni ぬ nu ね ne の no は ha ひ hi ふ fu へ he "
        "ほ ho ま ma み mi む mu め me も mo や ya ゆ yu よ yo ら ra り ri る ru れ re ろ ro "
        "わ wa を wo ん n",
    ),
    Script(
        "katakana",
        "Katakana",
        "片假名",
        "train",
        "ア a イ i ウ u オ o ク ku ケ ke サ sa シ shi ス su ソ so チ chi テ te ナ na ヌ nu ネ ne "
        "ヒ hi フ fu ホ ho マ ma ム mu ヨ yo ラ ra ル ru レ re ワ wa ヲ wo",
    ),
    Script(
        "han",
        "Han",
        "汉字",
        "train",
        "人 person 大 big 天 sky 火 fire 水 water 木 wood 山 mountain 川 river 田 field 日 sun "
        "月 moon 王 king 石 stone 竹 bamboo 米 rice 糸 thread 羊 sheep 牛 cow 虫 insect 魚 fish "
        "貝 shell 雨 rain 雪 snow 足 foot 手 hand 目 eye 耳 ear 口 mouth 心 heart 女 woman "
        "子 child 父 father 母 mother 力 strength 刀 knife 弓 bow 矢 arrow 衣 clothes 舟 boat "
        "門 gate 井 well 七 seven 九 nine 五 five 六 six 中 middle 上 above 下 below 左 left "
        "右 right 小 small 文 script 正 correct 生 life 白 white 赤 red 青 blue 金 metal "
        "京 capital 光 light 音 sound 食 food 高 high 長 long 飛 fly 風 wind 馬 horse 鳥 bird "
        "花 flower 林 woods 多 many 回 turn 用 use 西 west 南 south 北 north",
    ),
    Script(
        "hebrew",
        "Hebrew",
        "希伯来字母",
        "val",
        "א alef ב bet ג gimel ה he ט tet כ kaf ל lamed מ mem נ nun ע ayin פ pe ף final-pe "
        "צ tsadi ק qof ר resh ת tav",
    ),
    Script(
        "arabic",
        "Arabic",
        "阿拉伯字母",
        "train",
        "ب beh ت teh ث theh ح hah خ khah د dal ذ thal ر reh ز zain س seen ش sheen ص sad ض dad "
        "ط tah ع ain غ ghain ف feh ق qaf ك kaf ل lam م meem ن noon و waw ي yeh",
    ),
    Script(
        "telugu",
        "Telugu",
        "泰卢固文字母",
        "val",
        "ఇ i ఈ ii ఉ u ఎ e ఒ o క ka ఖ kha గ ga ఘ gha చ ca జ ja ఝ jha ఞ nya ట tta ఠ ttha డ dda "
        "ణ nna త ta థ tha న na ప pa భ bha మ ma య ya ఱ rra ళ lla శ sha ష ssa హ ha",
    ),
    Script(
        "khmer",
        "Khmer",
        "高棉文字母",
        "test",
        "ខ kha គ ko ច ca ឆ cha ឈ cho ញ nyo ដ da ឋ ttha ឌ do ឍ ttho ទ to ន no ផ pha ភ pho ម mo "
        "ល lo ស sa ហ ha ឡ la អ qa",
    ),
    Script(
        "hangul",
        "Hangul",
        "谚文",
        "test",
        "가 ga 강 gang 개 gae 겨 gyeo 공 gong 국 guk 글 geul 꽃 kkot 나 na 노 no 눈 nun 달 dal "
        "도 do 동 dong 뜻 tteut 라 ra 루 ru 물 mul 바 ba 밤 bam 벼 byeo 불 bul 빛 bit 사 sa "
        "산 san 소 so 숲 sup 쌀 ssal 아 a 양 yang 여 yeo 왕 wang 우 u 의 ui 자 ja 집 jip 춤 chum "
        "코 ko 탑 tap 터 teo 파 pa 하 ha 한 han 해 hae 흙 heuk 옷 ot 책 chaek 빵 ppang 싹 ssak "
        "쥐 jwi 왜 wae 귀 gwi 떡 tteok 펜 pen 흰 huin 낮 nat 새 sae 힘 him 팥 pat",
    ),
]
