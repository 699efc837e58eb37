"""Domains under which a great many people have their mail: whole countries write from some."""

_DOMAINS = """
    gmail.com googlemail.com outlook.com outlook.de outlook.fr outlook.es hotmail.com hotmail.co.uk
    hotmail.fr hotmail.de hotmail.es hotmail.it live.com live.co.uk live.nl live.fr msn.com
    yahoo.com yahoo.co.uk yahoo.co.in yahoo.co.jp yahoo.fr yahoo.de yahoo.es yahoo.it yahoo.com.br
    ymail.com rocketmail.com aol.com icloud.com me.com mac.com proton.me protonmail.com pm.me
    fastmail.com zoho.com mail.com gmx.com gmx.de gmx.net gmx.at gmx.ch web.de t-online.de
    freenet.de posteo.de mailbox.org orange.fr free.fr laposte.net wanadoo.fr sfr.fr libero.it
    virgilio.it tiscali.it alice.it seznam.cz wp.pl o2.pl onet.pl interia.pl mail.ru yandex.ru
    yandex.com rambler.ru ukr.net qq.com 163.com 126.com sina.com naver.com daum.net hanmail.net
    rediffmail.com uol.com.br bol.com.br terra.com.br comcast.net verizon.net att.net sbcglobal.net
    btinternet.com sky.com bigpond.com shaw.ca telus.net bluewin.ch ziggo.nl kpnmail.nl telenet.be
    skynet.be hey.com tutanota.com tuta.io duck.com
    """
MAIL_PROVIDERS = frozenset(_DOMAINS.split())
