#include "core/swarm/policycatalog.h"

#include <QTest>

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

    void namesAreUniqueAndExplained()
    {
        std::set<std::string_view> names;
        const auto look = [&](const auto &table) {
            for (const auto &entry : table) {
                QVERIFY(names.insert(entry.name).second);
                QVERIFY(!entry.summary.empty());
                QVERIFY(!entry.source.empty());
            }
        };
        look(swarm::pickers());
        look(swarm::chokers());
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
