"""The French scenarios of this folder, against the whole of Repère over HTTP."""

from pytest_bdd import scenarios

scenarios(".")
