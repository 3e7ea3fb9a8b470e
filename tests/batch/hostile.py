"""What a hostile file might make a reader do; each is called in a limited reader."""

import ctypes
import os
import socket
import tempfile
import time
from pathlib import Path
from typing import NoReturn


def count_letters(paths: list[Path], argument: dict[str, str]) -> dict[str, int]:
    return {letter: paths[0].read_text().count(letter) for letter in argument["letters"]}


def spin(_paths: list[Path], _argument: object) -> NoReturn:
    while True:
        pass


def sleep(_paths: list[Path], _argument: object) -> None:
    time.sleep(600)


def allocate(_paths: list[Path], _argument: object) -> int:
    return len(bytearray(8 << 30))


def fork(_paths: list[Path], _argument: object) -> None:
    while True:
        os.fork()


def write(_paths: list[Path], _argument: object) -> None:
    with tempfile.TemporaryFile() as file:
        for _ in range(1024):
            file.write(bytes(1 << 20))


def connect(_paths: list[Path], _argument: object) -> None:
    socket.create_connection(("127.0.0.1", 9)).close()


def crash(_paths: list[Path], _argument: object) -> bytes:
    return ctypes.string_at(0)


def print_much(_paths: list[Path], _argument: object) -> str:
    megabyte = "x" * (1 << 20)
    for _ in range(1024):
        print(megabyte)
    return "printed"


def answer_much(_paths: list[Path], _argument: object) -> str:
    return "x" * (64 << 20)


def start_program(_paths: list[Path], _argument: object) -> int:
    return os.system("true")


def raise_anything(_paths: list[Path], _argument: object) -> None:
    raise RecursionError("as deep as it goes")


def answer_in_objects(paths: list[Path], _argument: object) -> object:
    return paths


_read_before: list[Path] = []


def crash_but_for_the_first(paths: list[Path], _argument: object) -> int:
    """What a file might leave behind for the next: this process reads one well, and no second one."""
    _read_before.append(paths[0])
    return os.getpid() if len(_read_before) == 1 else os.abort()


def who_reads(_paths: list[Path], _argument: object) -> int:
    return os.getpid()


def take_a_while(_paths: list[Path], _argument: object) -> str:
    """Seven tenths of a second of the processor."""
    until = time.process_time() + 0.7
    while time.process_time() < until:
        pass
    return "done"


def behave(paths: list[Path], argument: object, behaviour: str) -> object:
    """Any of these, by its name: for readers of many files, which share the name."""
    return globals()[behaviour](paths, argument)


def by_content(paths: list[Path], argument: object, _shared: str) -> object:
    """That whose name stands in the file."""
    return behave(paths, argument, paths[0].read_text())
