"""What `pigen render` of 10,000 workers into an empty folder costs beside jinja2, which only writes the units.

python3 tests/PiGen.Benchmarks/beside-jinja2.py ROUNDS PIGEN...

Each program is a process of its own, started in turn, below TMPDIR; the medians of all rounds but the first are printed. On a machine
that is in use: chrt -r 10 python3 ...
"""

import filecmp
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

WORKERS = 10_000


def write_units(folder):
    import jinja2

    template = pathlib.Path(__file__).parents[2] / "templates/autossh.service.scriban"
    text = template.read_text().split("+++\n")[2]
    unit = jinja2.Environment(keep_trailing_newline=True).from_string(text)
    manager = {"user": "pi", "identity": "/home/pi/.ssh/id_rsa"}
    folder.mkdir(parents=True)
    for i in range(1, WORKERS + 1):
        name = f"red{i:05}"
        forward = {"worker": {"name": name}, "listen_port": 8000 + i, "target_port": 22, "bind_address": "192.168.1.24"}
        with open(f"{folder}/autossh-{name}.service", "w") as file:
            file.write(unit.render(manager=manager, forward=forward))


def cost(command):
    """Seconds that pass, seconds of the processor for the program and for the system, MB of memory."""
    time.sleep(0.5)  # A program that runs ahead of all others has to leave them some time.
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    passed = time.perf_counter() - start
    if status != 0:
        sys.exit(f"{command} ended with {status}")
    return passed, used.ru_utime, used.ru_stime, used.ru_maxrss / 1024


def measure(rounds, programs):
    units = "red/etc/systemd/system"
    commands = {"jinja2": [sys.executable, __file__, "units"]}
    for program in programs:
        commands[program] = [program, "render", "--workers", f"red[00001-{WORKERS}]", "--wlan", "192.168.1.24", "--output"]
    costs = {name: [] for name in commands}
    for turn in range(rounds + 1):
        with tempfile.TemporaryDirectory() as folder:
            made = {}
            for number, (name, command) in enumerate(commands.items()):
                made[name] = pathlib.Path(folder, str(number), units)
                costs[name].append(cost([*command, made[name] if name == "jinja2" else made[name].parents[3]]))
            for name in programs:
                same, *other = filecmp.cmpfiles(made["jinja2"], made[name], os.listdir(made[name]), shallow=False)
                if len(same) != WORKERS or other != [[], []]:
                    sys.exit(f"{name} wrote other units than jinja2")
    for name, all_costs in costs.items():
        passed, user, system, memory = map(statistics.median, zip(*all_costs[1:]))
        print(f"| {name} | {passed:.2f} | {user:.2f} | {system:.2f} | {memory:.0f} MB |")


if __name__ == "__main__":
    if sys.argv[1] == "units":
        write_units(pathlib.Path(sys.argv[2]))
    else:
        measure(int(sys.argv[1]), sys.argv[2:])
