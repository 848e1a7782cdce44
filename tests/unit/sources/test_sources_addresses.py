import socket

import pytest

from passerelle.sources import Limits, Refusal
from passerelle.sources.addresses import check_address, is_public

LIMITS = Limits()
PRIVATE = [
    "127.0.0.1", "127.255.0.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
    "0.0.0.0", "100.64.0.1", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "239.1.1.1", "240.0.0.1",
    "255.255.255.255", "168.63.129.16", "192.0.2.1", "::", "::1", "fe80::1", "fe80::1%eth0",
    "fc00::1", "fd00:ec2::254",
    "ff02::1", "fec0::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::127.0.0.1",
    "64:ff9b::7f00:1", "64:ff9b::a00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:db8::1", "not a number", "",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "203.119.8.1", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("number", PRIVATE)
def test_a_number_inside_is_never_public(number):
    assert not is_public(number)
    if number:
        with pytest.raises(Refusal) as caught:
            check_address("https://example.org/", LIMITS, lambda host, port: ["8.8.8.8", number])
        assert caught.value.code == "address_private"


@pytest.mark.parametrize("number", PUBLIC)
def test_a_number_outside_is_public(number):
    assert is_public(number)
    assert check_address("https://example.org/a#b", LIMITS, lambda host, port: [number]).numbers == (number,)


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("file:///etc/passwd", "address_scheme"),
        ("ftp://example.org/a", "address_scheme"),
        ("gopher://127.0.0.1:25/x", "address_scheme"),
        ("javascript:alert(1)", "address_scheme"),
        ("data:text/html,x", "address_scheme"),
        ("example.org/a", "address_invalid"),
        ("", "address_invalid"),
        ("http://", "address_invalid"),
        ("http:///path", "address_invalid"),
        ("http://[::1", "address_invalid"),
        ("http://a.org:99999/", "address_invalid"),
        ("http://a\x00b/", "address_invalid"),
        ("https://a.org/" + "x" * 5_000, "address_invalid"),
        ("http://localhost/", "address_private"),
        ("http://127.0.0.1:8000/", "address_private"),
        ("http://[::1]/", "address_private"),
        ("http://[::ffff:7f00:1]/", "address_private"),
    ],
)
def test_an_address_that_may_not_be_visited_is_refused(address, code):
    with pytest.raises(Refusal) as caught:
        check_address(address, LIMITS)
    assert caught.value.code == code


@pytest.mark.parametrize("host", ["127.1", "2130706433", "0x7f000001", "0"])
def test_an_odd_way_of_writing_a_number_is_seen_through(host):
    def as_the_system_does(host, port):
        return [socket.inet_ntoa(socket.inet_aton(host))]

    with pytest.raises(Refusal) as caught:
        check_address(f"http://{host}/", LIMITS, as_the_system_does)
    assert caught.value.code == "address_private"


def test_a_password_in_an_address_is_refused_and_not_repeated():
    with pytest.raises(Refusal) as caught:
        check_address("https://ann:s3cret@example.org/a", LIMITS)
    assert caught.value.code == "address_credentials"
    assert "s3cret" not in caught.value.sentence("en")


def test_only_the_host_and_port_that_were_allowed_pass():
    allowed = Limits(allowed_hosts=frozenset({"127.0.0.1:8080"}))
    assert check_address("http://127.0.0.1:8080/a", allowed).port == 8080
    for other in ("http://127.0.0.1:8081/a", "http://localhost:8080/a"):
        with pytest.raises(Refusal):
            check_address(other, allowed)


def test_a_name_that_does_not_resolve_is_said_so():
    def fails(host, port):
        raise OSError("no such name")

    for resolver in (fails, lambda host, port: []):
        with pytest.raises(Refusal) as caught:
            check_address("https://nowhere.example/", LIMITS, resolver)
        assert caught.value.code == "address_unresolved"
