"""The phrases that draw advice, each with a better one; as patterns for a plain line."""

from app.script.lines import joined

_CALL_FOR = "Say what you bring them: “I have the list you asked for”."
_NAME_IT = "Say what it is about: “Your roof quote runs out on Friday”."
_NO_SMALL_TALK = "Leave it out: the first nine seconds belong to your reason."
_NAME_TIME = "Name the time: “before Friday noon”, or say when you will call."
_OWN_STEP = "Say what you do next: “I’ll call you on Thursday at ten”."
_PLAIN_WORD = "Say it in the words the listener uses."
_DO_IT = "Say it without."

# (patterns, what to say instead)
DELETED: tuple[tuple[str, str], ...] = (
    (
        joined(
            r"""
            (?:just |only |simply )?(?:checking|(?:just|to) check) (?:in|back|up)(?: (?:on|with) (?:you|things|this|
            that))?(?! (?:at|to|on|by|for|before|after|online) )|(?:just )?touch(?:ing)? base|
            (?:just )?circl(?:e|ing) back|(?:just )?(?:bump|bumping) this|(?:just )?(?:reconnect|
            reconnecting) with you|(?:i am |we are |am |are )?(?:just |calling to |wanted to |want to |like to |
            quickly )*(?:following up|follow up)(?= (?:with|on|to|about|regarding|[|,]|and|from|again|because|
            since))|(?:just )?(?:calling|wanted|want|stopping by|dropping by) to (?:just )?say (?:hi|hello|hey)|
            (?:keep|stay|staying|keeping) in touch|to see how (?:things|it|everything) (?:is|are|was|were) going
            """
        ),
        _NAME_IT,
    ),
    (
        joined(
            r"""
            (?:to |like to |want to |wanted to |love to )?introduce (?:myself|our company|our firm|my company|
            us|ourselves|our services|our product|our products|our team|our business)|(?:tell|telling|talk to|
            speak to|speak with|talk with|share with|inform|chat with|show) you (?:a little |a bit |
            a little bit |more |all |something |some )*(?:more )?about (?:our|my|us|me|what we|who we|
            the services)(?: (?:services?|products?|company|firm|offer|offering|offerings|solutions?|work|
            business|do|are|agency|program))?|(?:interested in|learn more about|hear about|hear more about|
            take a look at|discuss|go over) (?:our|my) (?:services|products|offerings?|solutions?|company|
            program)
            """
        ),
        _CALL_FOR,
    ),
    (
        joined(
            r"""
            (?:i was |i am |i )?(?:just )?(?:wondering|wonder) (?:if|whether|when) (?:you|we)(?: (?:had|have|
            got|could|would|might|can|were|are))?(?: (?:a|the|any) (?:chance|time|moment|minute|opportunity))?|
            (?:had|have|got|get) (?:a|the|any) chance to (?:review|look|read|see|go|think|consider)(?: (?:at|
            over|through|about))?(?: (?:the|our|my) \S+)?|(?:made|make|reached) (?:a|any|your) decision|
            discuss (?:the |our )?next steps|(?:doing|do) business with (?:us|me)|(?:earn|win|get) your business
            """
        ),
        _CALL_FOR,
    ),
    (
        joined(
            r"""
            how are you(?: doing)?(?: today| this \S+)?|how is (?:it going|your day(?: going)?|
            everything(?: going)?)|how have you been|(?:i )?(?:hope|trust)(?: that)? (?:you are|
            this (?:message )?finds you|all is|you have been|everything is|you had|your (?:day|week) is|
            you are having|things are)(?: (?:doing |very |all )?(?:well|great|good|fine|okay|having|going))?|
            hope (?:all|everything) (?:is )?well
            """
        ),
        _NO_SMALL_TALK,
    ),
    (
        joined(
            r"""
            (?:get|call|getting) (?:back to )?(?:me|us)(?: back)? (?:when|whenever|if|as soon as) (?:you|it|
            is)(?: (?:can|get|have|are|is|could))?(?: (?:a |the )?(?:chance|minute|moment|time|free|convenient|
            second))?|(?:when|whenever|if) you (?:get|have|find) (?:a|the|some|any|one)(?: free|
             spare)? (?:chance|minute|moment|time|second|opportunity)|at your (?:earliest )?(?:convenience|
            leisure)|whenever (?:you can|is (?:good|convenient)|it is convenient|works|suits)|
            when it is convenient|as soon as (?:possible|you can)|(?:when|if) you (?:can|could)(?= [|,])|
            at your next opportunity|when you are (?:free|available|able)
            """
        ),
        _NAME_TIME,
    ),
    (
        joined(
            r"""
            (?:looking|trying to find|look) (?:for|to (?:find|reach|speak (?:to|with)|talk to)) the (?:right|
            best|correct|appropriate) (?:person|contact|one)|(?:right|best|correct) person to (?:speak|talk|
            contact)|(?:the )?(?:person|one|whoever) (?:who is )?(?:in charge|responsible|who handles|
            that handles|who makes)|not sure (?:if|whether) you are the (?:right|best|correct)
            """
        ),
        "Find out who it is before you call, and say their name.",
    ),
    (
        joined(
            r"""
            (?:i|we) (?:was|am|were|are) hoping (?:to|we could|i could|
            that we could)(?: be able to)?(?: (?:just )?(?:talk|speak|chat|catch|connect|reach|get|touch|set|
            meet|schedule|discuss|grab|have)(?: (?:to|with|up))?(?: you)?)?|(?:call|try|catch|reach|ring|
            phone) (?:you )?(?:back |again )?(?:another|some other|some) time|(?:i will )?(?:try|call|
            catch) (?:you )?(?:back |again )?(?:later|sometime|at some point)(?! (?:today|this|in|on|
            tomorrow) )|sorry (?:i|we|to have|that i|to) (?:have )?(?:keep |just )?(?:missed|missing|
            miss) (?:you|your call)|(?:been )?trying to (?:reach|get (?:a )?hold of|get ahold of|contact|
            get in touch with) you|(?:return|returning) (?:this|my) call|left you (?:a|several|two|a few|
            another) (?:message|messages|voicemails?)|as per my last|phone tag
            """
        ),
        _OWN_STEP,
    ),
    (
        joined(
            r"""
            (?:sorry|hate|apologies|apologize) (?:to|for) (?:bother|bothering|disturb|disturbing|interrupt|
            interrupting|intrude|taking|the interruption)(?: you)?|(?:i know|i am sure|
            i realize)(?: that)? you (?:are|must be) (?:very |so |really |super |incredibly )?(?:a )?busy|
            you do not know me|we have (?:not|never) (?:actually )?(?:met|spoken)|(?:this is )?not a sales call|
            (?:take|taking) (?:up )?(?:too )?(?:much|a few minutes|a minute|just a minute|five minutes|
            two minutes) of your time|(?:a )?few minutes of your time|a moment of your time|(?:i will|
            i would like to|let me) (?:be|keep this|make this|keep it) (?:very )?(?:brief|short|quick)|
            is (?:this|now) a (?:good|bad) time|do you have (?:a|one) (?:minute|moment|second)
            """
        ),
        _NO_SMALL_TALK,
    ),
    (
        joined(
            r"""
            pick(?:ing)? your brain|(?:reaching|reach) out|(?:quick|one|brief) question(?: for you)?(?= [|,])|
            i would (?:love|like) to (?:connect|chat)(?! with (?:you about|#|=))|jump on a (?:quick )?call|
            hop on a (?:quick )?call|(?:just )?a quick call|quick chat|give you (?:a )?(?:quick )?(?:overview|
            rundown|pitch)|(?:special|exclusive|amazing|exciting|great|fantastic|unique|incredible|limited time|
            once in a lifetime) (?:offers?|opportunity|opportunities|deals?|promotions?)|limited time|act now|
            do not miss (?:out|this)|(?:we are|are|as) (?:the|a|one of the) (?:leading|premier|number one|
            largest|best|top|fastest growing)(?: \S+)?(?: (?:provider|company|firm|supplier|agency))?|
            award winning|you will not regret|trust me|to be honest|great news|important (?:business )?matter|
            urgent matter|(?:save|saving) you (?:time and money|money and time)|too good to
            """
        ),
        _CALL_FOR,
    ),
)

JARGON: tuple[tuple[str, str], ...] = (
    (
        joined(
            r"""
            synerg(?:y|ies|istic|ize)|paradigms?|leverag(?:e|es|ed|ing)|best in class|best of breed|
            best practices|world class|industry leading|market leading|cutting edge|bleeding edge|leading edge|
            state of the art|next gen(?:eration)?|turn ?key|end to end|full stack|one stop shop|value add(?:ed|
            s|itive)?|value propositions?|unique selling \S+|win win|game chang(?:er|ers|ing)|mission critical|
            out of the box|outside the box|low hanging fruit|move the needle|moves the needle|moving the needle|
            deep dive|drill down|double click on|boil the ocean|blue sky|thought leader(?:s|ship)?|pain points?|
            touch ?points?|core competenc(?:y|ies)|action items?|actionable|deliverables?|bandwidth|
            stakeholders?|ecosystems?|verticals?|omni ?channel|multi ?channel|go to market|ideat(?:e|ion)|
            incentivi[sz](?:e|es|ed|ing)|moneti[sz](?:e|es|ing|ation)|operationali[sz]e|productize|
            utili[sz](?:e|es|ed|ing|ation)|streamlin(?:e|es|ed|ing)|optimi[sz](?:e|es|ed|ing|ation)|scalab(?:le|
            ility)|robust|holistic(?:ally)?|seamless(?:ly)?|frictionless|granular(?:ity)?|disrupt(?:ive|ion|or|
            ors)|innovative|innovations?|revolutionary|transformational|digital transformation|transformative|
            empower(?:s|ed|ing|ment)?|data driven|ai (?:powered|driven)|cloud based|cloud native|
            machine learning|solutions? (?:provider|suite|portfolio|stack)|suite of (?:\S+ )?(?:solutions|
            services|products|tools)|(?:comprehensive|integrated|customized|tailored|enterprise|strategic|
            bespoke|total|complete) (?:\S+ )?solutions?|agile|alignment|on ?boarding|off ?boarding|
            upskill(?:ing)?|right ?siz(?:e|ing)|wheel ?house|swim ?lanes?|circle the wagons|open the kimono|
            net net|key takeaways?|learnings|offerings|proactive(?:ly)?|cross functional|interface with|
            impactful|buy in|run it up the flagpole|north star|helicopter view|thirty thousand foot|
            hyper ?growth|white ?glove|talent (?:pipeline|acquisition|pool)|human capital|capital stack|
            value stream|conversion funnel|sales funnel|pipeline velocity|growth hack(?:ing)?|customer journey|
            user journey|use cases?|feature rich|plug and play|rock ?star|ninja|dynamic (?:team|environment)|
            results driven|fast paced|workflows?|platform(?! (?:nine|\d|one|two|three))|methodolog(?:y|ies)|framework|
            bottom line|top line|throughput|
            uptime|provision(?:ed|ing)|escalat(?:ed?|ion)|remediat(?:e|ed|ion)|sunset(?:ting|ted)|roll ?out|
            back ?end|front ?end|cadence|runway|traction|low touch|high touch|headcount|talent(?= (?:solutions?|needs|
            acquisition))|
            passive candidates?|full cycle|major gifts? pipeline|planned giving vehicles?|unrestricted (?:funds?|
            gifts?|funding)|
            cost effective|results oriented|customer centric|client centric|mission driven impact|metrics|analytics|
            quick wins?|take this offline|loop (?:you )?in|ping me|sync up|level set|alignment call|net new|
            wallet share|
            strategic (?:alignment|initiatives?|partnerships?|imperatives?)|
            change agent|capacity building|wrap ?around services|donor stewardship|moves management|
            ticket escalation|tier (?:two|three|2|3)|root cause analysis|key performance indicators?|
            return on investment|total cost of ownership|service level agreements?|proof of concept|
            minimum viable|software as a service|business intelligence
            """
        ),
        _PLAIN_WORD,
    ),
    (
        joined(
            r"""
            roi|kpis?|okrs?|saas|paas|iaas|crm|erp|api|apis|sla|slas|ebitda|hris|ats|seo|sem|ppc|mrr|arr|tco|
            rfps?|rfis?|poc|mvp|b2b|b2c|d2c|smb|smbs|cagr|cac|ltv|nps|csat|mttr|sop|sops|etl|bi|llm|ctr|cpm|cpc|
            tam|gtm|icp|bant|sdr|bdr|uat|vpn|vdi|mfa|sso|lybunt|sybunt|daf|evp|tat|fte|ftes|capex|opex|yoy|qoq|
            esg|dei|p and l
            """
        ),
        "Say what the letters stand for, or what they do.",
    ),
)

HEDGES: tuple[tuple[str, str], ...] = (
    (
        joined(
            r"""
            (?:i |we )?(?:am |was |are |were |would )?(?:really )?just (?:really )?(?:wanted|want|calling|
            checking|wondering|hoping|following|touching|thought|thinking|need|needed|trying|would like|
            reaching|leaving|looking|curious|wish|figured)(?: to)?|just (?:to(?! the | #| =)|(?:let|give|call|
            in case|see|say|maybe|ask|send|quickly|briefly|saying|asking)(?= )|an? (?:quick|short|brief|little|
            small|friendly))|(?:it is|this is) just (?:that|me|a)|could i just|can i just|if i (?:could|can|
            may) just
            """
        ),
        "Strike “just”: say what you want to say.",
    ),
    (
        joined(
            r"""
            maybe|perhaps|possibly|hopefully
            """
        ),
        _DO_IT,
    ),
    (
        joined(
            r"""
            (?:(?:i|we) (?:was|am|were|are) (?:just |really |kind of |sort of )?|just )(?:hoping|wondering)(?: (?:if|
            whether|that|to|maybe))?
            """
        ),
        "Say what you do or ask: “I’ll call you on Thursday”.",
    ),
    (
        joined(
            r"""
            (?<!what )(?<!some )(?<!this )(?<!that )(?<!any )(?<!the )(?<!one )(?<!these )(?<!same )
            (?<!each )(?<!every )(?<!of )(?<!other )(?<!which )(?<!right )(?<!new )(?<!a )(?<!all )(?<!your )
            (?<!my )(?<!our )(?<!their )(?:sort|
            kind) of|a (?:little )?bit|a little(?= \S+er )|somewhat|more or less|or something|or whatever|
            or anything|something like that|if you will
            """
        ),
        _DO_IT,
    ),
    (
        joined(
            r"""
            i (?:guess|suppose)|i am not (?:really |entirely |quite |totally )?sure|not sure (?:if|whether)|
            i do not know (?:if|whether)|i thought (?:maybe|perhaps|i would|i might|i could|we could|we might)|
            (?:you )?might (?:possibly|maybe|perhaps|want to|be interested|be able to|like to|be willing|
            consider)|(?:i|we) might (?:be able to|maybe|possibly|could)|could (?:possibly|maybe|perhaps)|
            would (?:possibly|maybe)|may be able to|may or may not|i feel like|i would (?:just |
            kind of )?(?:sort of )?suggest|(?:i am )?(?:probably|sort of) (?:not|too|the|just|wrong)|
            i will probably|we will probably|try to maybe|kinda|sorta
            """
        ),
        "Leave it out, or say what you know.",
    ),
    (
        joined(
            r"""
            if (?:that|this|it) (?:is|would be|works|sounds) (?:at all )?(?:okay|all right|alright|fine|good|
            possible|not too much|not a|convenient|of (?:any )?interest|something|alright)(?: (?:with|for|
            by) you)?|if (?:that|it) is (?:not )?(?:too much|any) (?:trouble|to ask)|if (?:you do not|
            you would not|that does not) mind|if (?:it is|that is) not (?:too|a) (?:\S+ )?(?:trouble|bother|
            problem)|no (?:pressure|worries|obligation)(?: if| at| or|(?= [|,]))|if you (?:feel like it|want to|
            are at all interested|would be so kind|would be interested|think so)|if at all possible|if possible|
            would it be possible|sorry (?:to|for) (?:bother|bothering|disturb|disturbing|trouble|take|taking)|
            hate to (?:bother|ask|trouble)|do not (?:want|mean) to (?:bother|be|pester|push|intrude|take)
            """
        ),
        "Ask plainly; a plain question is polite.",
    ),
)
