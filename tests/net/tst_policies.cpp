// Policies as people choose them: the list that is printed, and live swarms that run by each.

#include "core/roles/peerselection.h"
#include "core/swarm/policycatalog.h"
#include "support/client.h"
#include "support/sandbox.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>

namespace {

constexpr int patience = 60'000; // ms

/// What the program printed; nothing when it failed.
QByteArray outputOf(const QStringList &arguments)
{
    QProcess process;
    process.start(support::torrariumProgram(), arguments);
    const bool ended = process.waitForFinished(patience)
        && process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    return ended ? process.readAllStandardOutput() : QByteArray();
}

QString text(std::string_view utf8)
{
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

} // namespace

class TestPolicies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theListHasEveryPolicy()
    {
        const QString printed = QString::fromUtf8(outputOf({QStringLiteral("policies")}));
        const QJsonObject document = QJsonDocument::fromJson(outputOf({QStringLiteral("policies"),
                                                                       QStringLiteral("--json")}))
                                         .object();
        const auto look = [&](const char *option, const auto &table) {
            const QJsonArray rows = document[QLatin1String(option)].toArray();
            QCOMPARE(rows.size(), static_cast<qsizetype>(table.size()));
            for (std::size_t i = 0; i < table.size(); ++i) {
                const QJsonObject row = rows[static_cast<qsizetype>(i)].toObject();
                QCOMPARE(row[QStringLiteral("name")].toString(), text(table[i].name));
                QVERIFY(printed.contains(text(table[i].name)));
                QVERIFY(printed.contains(text(table[i].summary)));
            }
        };
        look("picker", swarm::pickers());
        look("choker", swarm::chokers());
        look("seed-choker", swarm::seedChokers());
        look("seeding", swarm::seedings());
        look("selection", roles::peerSelections());
    }

    void aLiveSwarmCompletesWithEachPolicy_data()
    {
        QTest::addColumn<QStringList>("options");
        const auto rows = [](const char *option, const auto &table) {
            for (const auto &policy : table)
                QTest::addRow("%s %s", option, policy.name.data())
                    << QStringList{QLatin1String(option), text(policy.name)};
        };
        rows("--picker", swarm::pickers());
        // A swarm in which nobody serves completes nothing.
        rows("--choker", swarm::chokers().first(swarm::chokers().size() - 1));
        rows("--seed-choker", swarm::seedChokers());
        rows("--selection", roles::peerSelections());
        QTest::newRow("--super-seeding") << QStringList{QStringLiteral("--super-seeding")};
    }
    void aLiveSwarmCompletesWithEachPolicy()
    {
        QFETCH(const QStringList, options);
        const support::Sandbox sandbox;
        support::writeText(QString::fromStdString((sandbox / "content").string()),
                           QByteArray(400'000, 'x'));
        const auto path
            = [&](const char *name) { return QString::fromStdString((sandbox / name).string()); };
        const QByteArray printed
            = outputOf(QStringList{QStringLiteral("swarm"), path("content"),
                                   QStringLiteral("--peers"), QStringLiteral("4"),
                                   QStringLiteral("--piece-size"), QStringLiteral("32KiB"),
                                   QStringLiteral("-o"), path("swarm"), QStringLiteral("--json")}
                       + options);
        const QJsonObject result = QJsonDocument::fromJson(printed).object();
        QCOMPARE(result[QStringLiteral("completions")].toArray().size(), 4);
    }
};

QTEST_GUILESS_MAIN(TestPolicies)
#include "tst_policies.moc"
