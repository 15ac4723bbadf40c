from tests.factories.people import *

PAGES=["/people/","/people/?q=bram","/settings/","/profile/","/welcome/","/accounts/sessions/","/accounts/2fa/","/accounts/2fa/totp/activate/","/accounts/2fa/webauthn/","/accounts/2fa/webauthn/add/","/accounts/2fa/recovery-codes/generate/","/accounts/password/change/","/accounts/reauthenticate/","/accounts/logout/"]
def test_pages(here,bram):
    make_person("Wim Hoekstra",manager=bram,team=make_team("Netbeheer","Storing"),skills=["lassen"],location=make_location())
    bad=[]
    for p in PAGES+[f"/people/{bram.pk}/"]:
        try:
            r=here.get(p)
            print(p,r.status_code,getattr(r,"url",""), len(r.content))
        except Exception as e:
            import traceback; traceback.print_exc(); bad.append((p,repr(e)))
    assert not bad, bad
OUT=["/accounts/login/","/accounts/signup/","/accounts/signup/sent/","/accounts/signup/xx/","/accounts/password/reset/","/accounts/password/reset/done/","/accounts/password/reset/key/1-abc/","/accounts/password/reset/key/done/","/accounts/inactive/","/activate/","/invitation/abc/","/place.css","/people/","/place-logo.webp","/accounts/2fa/authenticate/","/accounts/2fa/webauthn/login/","/accounts/email/","/admin/","/admin/login/"]
def test_out(client,db):
    bad=[]
    for p in OUT:
        try:
            r=client.get(p)
            print(p,r.status_code,getattr(r,"url",""), len(r.content))
        except Exception as e:
            import traceback; traceback.print_exc(); bad.append((p,repr(e)))
    assert not bad, bad
