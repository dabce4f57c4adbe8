"""Runs version 2 of the AWS CLI, as Debian packages it, in a fork per line of standard input, since its start takes a second.

A line is JSON: {"arguments": [], "environment": {}, "output": path, "error": path}. Answers with the exit code.
"""

import gc
import json
import os
import sys
import time
import traceback

sys.path.insert(0, '/usr/lib/python3/dist-packages')
import awscli.clidriver  # first, since some of the others need it whole
import awscli.botocore.auth
import awscli.botocore.client
import awscli.botocore.credentials
import awscli.botocore.endpoint
import awscli.botocore.httpsession
import awscli.botocore.paginate
import awscli.botocore.parsers
import awscli.botocore.session
import awscli.customizations
import awscli.formatter
import awscli.handlers
import distro
import jmespath
import ruamel.yaml


def become_aws(asked):
    data = os.environ['AWS_DATA_PATH']  # set by the AWS CLI itself
    os.environ.clear()
    os.environ['AWS_DATA_PATH'] = data
    os.environ.update(asked['environment'])
    time.tzset()
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    os.dup2(os.open(asked['output'], flags), 1)
    os.dup2(os.open(asked['error'], flags), 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    sys.argv = ['aws'] + asked['arguments']
    sys.stdin = os.fdopen(0)
    sys.stdout = os.fdopen(1, 'w', encoding='utf-8')
    sys.stderr = os.fdopen(2, 'w', encoding='utf-8', errors='backslashreplace')
    try:
        code = awscli.clidriver.main()
    except SystemExit as ended:
        code = ended.code or 0
    except BaseException:
        traceback.print_exc()
        code = 1
    try:
        sys.stdout.flush()
    except Exception:
        pass
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else 0)


distro.version()  # remembered; it asks another script in Python, for what is sent as user agent
gc.freeze()  # or each fork copies what its collector looks at
print('ready', flush=True)
for line in sys.stdin:
    child = os.fork()
    if child == 0:
        become_aws(json.loads(line))
    _, status = os.waitpid(child, 0)
    print(os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1, flush=True)
