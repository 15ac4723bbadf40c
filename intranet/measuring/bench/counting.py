"""How many questions a request asks the database: counted when asked to, and told in a header."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

ASKED, TOLD = "X-Count-Queries", "X-Queries"


def count_queries(get_response: Callable) -> Callable:
    """Middleware: count statements; BEGIN and COMMIT are none, savepoints are."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if ASKED not in request.headers:
            return get_response(request)
        asked = 0

        def count(execute, sql, params, many, context):  # noqa: PLR0913
            nonlocal asked
            asked += 1
            return execute(sql, params, many, context)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response[TOLD] = str(asked)
        return response

    return middleware
