"""Reads one JSON request a line from standard input and answers each with one JSON line."""

import json
import sys


def serve(build):
    """Serves tasks that `build` makes of requests: they `run` so many times and `read` their last result."""
    tasks = []
    for line in sys.stdin:
        request = json.loads(line)
        command = request.pop("do")
        if command == "build":
            tasks.append(build(**request))
            answer = len(tasks) - 1
        elif command == "run":
            answer = tasks[request["task"]].run(request["times"])
        else:
            answer = tasks[request["task"]].read()
        print(json.dumps(answer), flush=True)
