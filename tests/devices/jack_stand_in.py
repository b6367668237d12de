"""A JACK client of the tests: ``OUT SECONDS FREQUENCY TO|TO PORT...``.

It plays a sine into the ports `TO`, and records each `PORT`, for so many seconds, and writes what it heard into `OUT`.
"""

import contextlib
import gc
import os
import sys
import threading

import jack
import numpy as np

out, seconds, frequency, to, *ports = sys.argv[1:]
client = jack.Client("stand-in", no_start_server=True)
length = int(float(seconds) * client.samplerate)
heard = np.zeros((length, len(ports)), np.float32)
played = (
    0.25 * np.sin(2 * np.pi * float(frequency) / client.samplerate * np.arange(client.samplerate))
).astype("f4")
inputs = [client.inports.register(f"in_{number}") for number in range(len(ports))]
output = client.outports.register("out")
done = threading.Event()
at = 0
clock = 0


@client.set_process_callback
def process(frames: int) -> None:
    """Play and record one block. `played` is a whole number of cycles long, where the frequency is whole."""
    global at, clock
    if clock == 0:
        with contextlib.suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(30))
    first = clock % len(played)
    output.get_array()[:] = np.take(played, range(first, first + frames), mode="wrap")
    clock += frames
    count = min(frames, length - at)
    for number, port in enumerate(inputs):
        heard[at : at + count, number] = port.get_array()[:count]
    at += count
    if at >= length:
        done.set()


client.activate()
for port, name in zip(inputs, ports, strict=True):
    client.connect(name, port)
for name in to.split("|") if to else ():
    client.connect(output, name)
at = 0
gc.disable()
print("ready", flush=True)
done.wait(float(seconds) + 20)
client.deactivate()
np.save(out, heard[:at])
client.close()
