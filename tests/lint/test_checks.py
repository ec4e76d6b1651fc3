#!/usr/bin/env python3
"""The checks themselves are checked: each must refuse a small tree that breaks its rule."""
import pathlib
import tempfile
import unittest

import check_layers
import check_onebrain
import check_sizes


class Tree(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = pathlib.Path(folder.name)

    def write(self, name, text=""):
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


class Layers(Tree):
    HEADERS = ("core/base/ids.h", "core/wire/message.h", "core/swarm/peer.h", "core/roles/swarmtable.h",
               "core/sim/world.h", "core/lab/trial.h", "net/link.h", "models/table.h", "app/start.h")

    def setUp(self):
        super().setUp()
        for name in self.HEADERS:
            self.write(f"src/{name}")
        self.write("tests/support/sandbox.h")

    def complaints(self, name, text):
        self.write(name, text)
        return check_layers.check(self.root)

    def assert_accepts(self, name, text):
        self.assertEqual(self.complaints(name, text), [])

    def assert_refuses(self, name, text):
        complaints = self.complaints(name, text)
        self.assertEqual(len(complaints), 1, complaints)
        self.assertTrue(complaints[0].startswith(f"{name}:1: "), complaints)

    def include(self, name, included):
        return name, f'#include "{included}"\n'

    def test_accepts_every_downward_include(self):
        for upper, lower in (("core/wire", "core/base/ids.h"), ("core/swarm", "core/wire/message.h"),
                             ("core/sim", "core/swarm/peer.h"), ("core/sim", "core/roles/swarmtable.h"),
                             ("core/lab", "core/sim/world.h"), ("net", "core/lab/trial.h"),
                             ("models", "net/link.h"), ("app", "models/table.h")):
            with self.subTest(upper=upper):
                self.assert_accepts(*self.include(f"src/{upper}/x.cpp", lower))

    def test_refuses_every_upward_include(self):
        for lower, upper in (("core/base", "core/wire/message.h"), ("core/wire", "core/swarm/peer.h"),
                             ("core/roles", "core/sim/world.h"), ("core/sim", "core/lab/trial.h"),
                             ("core/lab", "net/link.h"), ("net", "models/table.h"), ("models", "app/start.h")):
            with self.subTest(lower=lower):
                name = f"src/{lower}/x.cpp"
                self.assert_refuses(*self.include(name, upper))
                (self.root / name).unlink()

    def test_refuses_sideways_includes(self):
        for folder, other in (("core/swarm", "core/roles/swarmtable.h"), ("core/roles", "core/swarm/peer.h"),
                              ("net", "core/sim/world.h"), ("core/sim", "net/link.h")):
            with self.subTest(folder=folder):
                name = f"src/{folder}/x.cpp"
                self.assert_refuses(*self.include(name, other))
                (self.root / name).unlink()

    def test_refuses_an_include_that_is_not_written_from_src(self):
        self.assert_refuses(*self.include("src/net/x.cpp", "link.h"))

    def test_refuses_a_folder_outside_the_layers(self):
        self.assert_refuses("src/misc/x.cpp", "")

    def test_refuses_qt_in_core(self):
        self.assert_refuses("src/core/wire/x.h", "#include <QByteArray>\n")
        self.assert_accepts("src/core/wire/x.h", "")
        self.assert_accepts("src/net/x.h", "#include <QByteArray>\n")

    def test_refuses_sockets_threads_random_and_clocks_in_core(self):
        for line in ("#include <sys/socket.h>", "#include <arpa/inet.h>", "#include <thread>", "#include <mutex>",
                     "#include <random>", "#include <boost/asio.hpp>", "auto t = std::chrono::steady_clock::now();",
                     "std::random_device device;", "int n = std::rand();"):
            with self.subTest(line=line):
                self.assert_refuses("src/core/swarm/x.cpp", line + "\n")

    def test_accepts_the_words_in_comments_and_durations(self):
        self.assert_accepts("src/core/swarm/x.cpp", "#include <chrono>\n// never steady_clock\n")

    def test_accepts_address_functions_in_the_endpoint_alone(self):
        self.assert_accepts("src/core/base/endpoint.cpp", "#include <arpa/inet.h>\n")

    def test_refuses_a_core_test_that_needs_more_than_core(self):
        self.assert_refuses(*self.include("tests/core/tst_x.cpp", "support/sandbox.h"))

    def test_accepts_a_tests_own_moc_and_support(self):
        self.assert_accepts("tests/net/tst_x.cpp", '#include "support/sandbox.h"\n#include "tst_x.moc"\n')


class OneBrain(Tree):
    PICKER = "class {} : public PiecePicker\n{{\n}};\n"
    ENTRY = '    PolicyEntry<PiecePicker>{{"{}", "Summary", "Source", {}}},\n'

    def setUp(self):
        super().setUp()
        self.write("src/core/swarm/piecepicker.cpp", self.PICKER.format("Random"))
        self.catalogue(("random", "makeRandom"))

    def catalogue(self, *entries):
        self.write(check_onebrain.CATALOGUE, "".join(self.ENTRY.format(*entry) for entry in entries))

    def assert_complaints(self, count):
        complaints = check_onebrain.check_sources(self.root)
        self.assertEqual(len(complaints), count, complaints)

    def test_accepts_a_policy_that_is_written_and_named_once(self):
        self.assert_complaints(0)

    def test_refuses_a_policy_outside_its_home(self):
        self.write("src/core/sim/x.cpp", "class Fast final : public swarm::PiecePicker\n{\n};\n")
        self.assert_complaints(1)

    def test_refuses_additions_to_the_brains_namespaces(self):
        self.write("src/net/x.h", "namespace swarm {\n}\n")
        self.assert_complaints(1)

    def test_refuses_a_name_or_a_policy_that_is_there_twice(self):
        self.write("src/core/swarm/other.cpp", self.PICKER.format("Other"))
        self.catalogue(("random", "makeRandom"), ("random", "makeOther"))
        self.assert_complaints(1)
        self.catalogue(("random", "makeRandom"), ("other", "makeRandom"))
        self.assert_complaints(1)

    def test_refuses_a_policy_that_nobody_can_choose(self):
        self.write("src/core/swarm/other.cpp", self.PICKER.format("Other"))
        self.assert_complaints(1)


class Sizes(Tree):
    def test_accepts_a_file_at_the_limit(self):
        self.write("src/core/base/x.cpp", "\n" * check_sizes.MOST_LINES)
        self.assertEqual(check_sizes.check(self.root), [])

    def test_refuses_a_file_over_the_limit(self):
        self.write("qml/x.qml", "\n" * (check_sizes.MOST_LINES + 1))
        self.assertEqual(len(check_sizes.check(self.root)), 1)


if __name__ == "__main__":
    unittest.main()
