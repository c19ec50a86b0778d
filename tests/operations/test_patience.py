"""What must not be torn apart hears of Ctrl-C afterwards; who insists is heard at once."""

from __future__ import annotations

import os
import signal

import pytest

from redress.operations.patience import undisturbed


def ask() -> None:
    os.kill(os.getpid(), signal.SIGINT)


@pytest.mark.parametrize("unless_repeated", [False, True])
def test_ctrl_c_is_heard_when_the_work_is_done(unless_repeated):
    done = []
    with pytest.raises(KeyboardInterrupt), undisturbed(unless_repeated=unless_repeated):
        ask()
        done.append("all of it")
    assert done == ["all of it"]


@pytest.mark.req("INT-17")
def test_ctrl_c_is_heard_at_once_when_it_is_pressed_again():
    done = []
    with pytest.raises(KeyboardInterrupt), undisturbed(unless_repeated=True):
        ask()
        done.append("went on")
        ask()
        done.append("never")
    assert done == ["went on"]
    with pytest.raises(KeyboardInterrupt):
        ask()


def test_who_asks_again_and_again_is_heard_once_afterwards():
    done = []
    with pytest.raises(KeyboardInterrupt), undisturbed():
        ask()
        ask()
        done.append("all of it")
    assert done == ["all of it"]
