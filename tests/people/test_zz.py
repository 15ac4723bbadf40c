import time, resource
from people.roster import *
from tests.factories.people import *
def test_scale(fatima):
    n=100_000
    H="Personeelsnummer;Naam;E-mail;Functie;Afdeling;Leidinggevende;Vestiging;Soort werk\n"
    def rows(job="Monteur"):
        return (H+"".join(f"{i+1};Medewerker {i} van der Test;m{i}@noorderlicht.example;{job} {i%300};Divisie {i%10} / Afdeling {i%200} / Team {i%1000};{(i//10) or ''};Plaats {i%40};buiten\n" for i in range(n))).encode()
    def t(name,f):
        a=time.perf_counter(); r=f(); print(f"{name}: {time.perf_counter()-a:.1f}s rss {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss//1024} MB"); return r
    c=rows()
    print(len(c)//1024,"kB")
    ro=t("read",lambda: read_list(c)); p=t("plan",lambda: make_plan(ro,actor=fatima)); print(len(p.new),len(p.problems), p.problems[:2])
    d=t("digest",lambda:p.digest)
    t("apply new",lambda: apply_plan(actor=fatima,roster=ro,digest=d,leaving=set()))
    ro=read_list(c); p=t("plan same",lambda: make_plan(ro,actor=fatima)); print(len(p.new),len(p.changed),p.unchanged,len(p.leaving))
    ro=read_list(rows("Technicus")); p=t("plan changed",lambda: make_plan(ro,actor=fatima)); print(len(p.changed))
    t("apply changed",lambda: apply_plan(actor=fatima,roster=ro,digest=p.digest,leaving=set()))
