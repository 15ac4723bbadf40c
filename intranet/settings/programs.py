"""What holds of the API: who comes in, what is spoken, how often one may ask."""

import environ

env = environ.Env()

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "people.api.authentication.TokenAuthentication",
        "people.api.authentication.PageAuthentication",
    ],
    "DEFAULT_PARSER_CLASSES": ["rest_framework.parsers.JSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "intranet.platform.api.schema.ToldSchema",
    "EXCEPTION_HANDLER": "intranet.platform.api.problems.answer_problem",
    "UNAUTHENTICATED_USER": "django.contrib.auth.models.AnonymousUser",
    "URL_FORMAT_OVERRIDE": None,
}
# Questions and writes of one program.
API_READS_A_MINUTE = env.int("API_READS_A_MINUTE", default=600)
API_WRITES_A_MINUTE = env.int("API_WRITES_A_MINUTE", default=60)
SPECTACULAR_SETTINGS = {
    "TITLE": "Onderling",
    "DESCRIPTION": "What people do on the pages, for programs: the same actions and sight.",
    "VERSION": "1.0.0",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SERVE_INCLUDE_SCHEMA": False,
    "COMPONENT_SPLIT_REQUEST": True,
    "COMPONENT_NO_READ_ONLY_REQUIRED": False,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "ENUM_ADD_EXPLICIT_BLANK_NULL_CHOICE": False,
    "POSTPROCESSING_HOOKS": ["intranet.platform.api.schema.complete"],
    "SORT_OPERATIONS": False,
}
