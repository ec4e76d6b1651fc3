#include "core/roles/peerselection.h"
#include "core/swarm/policycatalog.h"

#include <QFile>
#include <QTest>

#include <fmt/format.h>
#include <set>

class TestPolicyCatalog : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyEntryCanBeMadeByItsName()
    {
        for (const auto &entry : swarm::pickers())
            QVERIFY2(swarm::makePicker(entry.name) != nullptr, entry.name.data());
        for (const auto &entry : swarm::chokers())
            QVERIFY2(swarm::makeChoker(entry.name) != nullptr, entry.name.data());
    }

    void aSeedChokerCanBeMadeByItsName()
    {
        for (const auto &entry : swarm::seedChokers())
            QVERIFY2(swarm::makeSeedChoker(entry.name) != nullptr, entry.name.data());
        QVERIFY(swarm::makeSeedChoker("tit-for-tat") == nullptr);
    }

    void everyEntryIsARowOfTheDocs()
    {
        QFile page(QStringLiteral(TORRARIUM_RESOURCES "/../docs/policies.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        const std::string text = page.readAll().toStdString();
        const auto look = [&](const auto &table) {
            for (const auto &entry : table) {
                const std::string row = fmt::format(
                    "| `{}` | {} | {} | {}|\n", entry.name, entry.summary, entry.source,
                    entry.parameters.empty() ? std::string() : std::string(entry.parameters) + " ");
                QVERIFY2(text.find(row) != std::string::npos, row.c_str());
            }
        };
        look(swarm::pickers());
        look(swarm::chokers());
        look(swarm::seedChokers());
        look(swarm::seedings());
        look(roles::peerSelections());
    }

    void namesAreUniqueAndExplained()
    {
        const auto look = [](const auto &table) {
            std::set<std::string_view> names;
            for (const auto &entry : table) {
                QVERIFY(names.insert(entry.name).second);
                QVERIFY(!entry.summary.empty());
                QVERIFY(!entry.source.empty());
            }
        };
        look(swarm::pickers());
        look(swarm::chokers());
        look(swarm::seedChokers());
        look(swarm::seedings());
        look(roles::peerSelections());
    }

    void theDefaultsAreTheOnesOfTheProtocol()
    {
        QCOMPARE(swarm::pickers().front().name, std::string_view("rarest-first"));
        QCOMPARE(swarm::chokers().front().name, std::string_view("tit-for-tat"));
    }

    void anUnknownNameMakesNothing()
    {
        QVERIFY(swarm::makePicker("tit-for-tat") == nullptr);
        QVERIFY(swarm::makeChoker("") == nullptr);
    }
};

QTEST_APPLESS_MAIN(TestPolicyCatalog)
#include "tst_policycatalog.moc"
