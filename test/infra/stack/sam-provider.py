"""Prints what sam itself reads from a template: its routes and the names of its functions."""

import json
import sys

from samcli.lib.providers.api_provider import ApiProvider
from samcli.lib.providers.sam_function_provider import SamFunctionProvider
from samcli.lib.providers.sam_stack_provider import SamLocalStackProvider

stacks, _ = SamLocalStackProvider.get_stacks(sys.argv[1])
api = ApiProvider(stacks).api
print(
    json.dumps(
        {
            "stage": api.stage_name,
            "routes": sorted(f"{method} {route.path}" for route in api.routes for method in route.methods),
            "payloads": sorted({route.payload_format_version for route in api.routes}),
            "functions": sorted(function.function_id for function in SamFunctionProvider(stacks).get_all()),
        }
    )
)
