import time, resource, sys, os
from people.roster import *
from tests.factories.people import *
def test_scale(fatima):
    n=int(os.environ.get("N","10000"))
    H="Personeelsnummer;Naam;E-mail;Functie;Afdeling;Leidinggevende;Vestiging;Soort werk\n"
    def rows(job="Monteur"):
        return (H+"".join(f"{i+1};Medewerker {i} van der Test;m{i}@noorderlicht.example;{job} {i%300};Divisie {i%10} / Afdeling {i%200} / Team {i%1000};{(i//10) or ''};Plaats {i%40};buiten\n" for i in range(n))).encode()
    def t(name,f):
        a=time.perf_counter(); c=time.process_time(); r=f(); print(f"{name}: {time.perf_counter()-a:.1f}s cpu {time.process_time()-c:.1f} rss {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss//1024} MB",file=sys.stderr,flush=True); return r
    c=rows()
    ro=t("read",lambda: read_list(c)); p=t("plan",lambda: make_plan(ro,actor=fatima)); print(len(p.new),len(p.problems), p.problems[:2],file=sys.stderr)
    d=t("digest",lambda:p.digest)
    t("apply new",lambda: apply_plan(actor=fatima,roster=ro,digest=d,leaving=set()))
    ro=read_list(c); p=t("plan same",lambda: make_plan(ro,actor=fatima)); print(len(p.new),len(p.changed),p.unchanged,len(p.leaving),file=sys.stderr)
    ro=read_list(rows("Technicus")); p=t("plan changed",lambda: make_plan(ro,actor=fatima)); print(len(p.changed),file=sys.stderr)
    t("apply changed",lambda: apply_plan(actor=fatima,roster=ro,digest=p.digest,leaving=set()))
