#include "support/window/rolesrig.h"

#include <QAccessible>
#include <QtTest/QTest>

#include <cmath>

using support::WindowRig;

namespace {

bool isInteractive(QAccessible::Role role)
{
    switch (role) {
    case QAccessible::Button:
    case QAccessible::EditableText:
    case QAccessible::ComboBox:
    case QAccessible::CheckBox:
    case QAccessible::RadioButton:
    case QAccessible::PageTab:
    case QAccessible::ColumnHeader:
    case QAccessible::MenuItem:
    case QAccessible::List:
    case QAccessible::Table:
    case QAccessible::Graphic:
        return true;
    default:
        return false;
    }
}

struct Walk {
    int interactive = 0;
    QStringList nameless;

    void visit(QAccessibleInterface *item)
    {
        if (!item || !item->isValid() || item->state().invisible)
            return;
        if (isInteractive(item->role())) {
            ++interactive;
            if (item->text(QAccessible::Name).isEmpty())
                nameless.append(
                    QStringLiteral("%1 \"%2\"")
                        .arg(QString::fromLatin1(item->object()->metaObject()->className()),
                             item->object()->objectName()));
        }
        for (int i = 0; i < item->childCount(); ++i)
            visit(item->child(i));
    }
};

double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

/// WCAG 2.1, 1 to 21.
double contrast(const QColor &a, const QColor &b)
{
    const auto [low, high] = std::minmax({luminance(a), luminance(b)});
    return (high + 0.05) / (low + 0.05);
}

} // namespace

class AccessibilityTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyInteractiveItemHasAName_data()
    {
        QTest::addColumn<bool>("running");
        QTest::newRow("start page") << false;
        QTest::newRow("lab page") << true;
    }

    void everyInteractiveItemHasAName()
    {
        QFETCH(const bool, running);
        WindowRig rig;
        if (running) {
            rig.run(6);
            rig.controller().select(QStringLiteral("3"));
            rig.refresh();
        }
        static_cast<void>(rig.picture());
        QAccessible::setActive(true);
        Walk walk;
        walk.visit(QAccessible::queryAccessibleInterface(rig.window()));
        QCOMPARE(walk.nameless, QStringList());
        QVERIFY2(walk.interactive > (running ? 25 : 8),
                 qPrintable(QString::number(walk.interactive)));
        QCOMPARE(rig.warnings(), QStringList());
    }

    void everyItemOfARolesPanelHasAName()
    {
        support::RolesRig system;
        QVERIFY(system.isUp());
        for (const char *role : {"Coordinator", "Tracker1", "User1", "Index", "Statistics"}) {
            QVERIFY(system.show(QString::fromLatin1(role)));
            static_cast<void>(system.window().picture());
            QAccessible::setActive(true);
            Walk walk;
            walk.visit(QAccessible::queryAccessibleInterface(system.window().window()));
            QCOMPARE(walk.nameless, QStringList());
            QVERIFY2(walk.interactive > 20, role);
        }
        QCOMPARE(system.window().warnings(), QStringList());
    }

    void tabReachesEveryButtonOfAUser()
    {
        support::RolesRig system;
        QVERIFY(system.isUp());
        QVERIFY(system.show(QStringLiteral("User1")));
        QStringList reached;
        for (int i = 0; i < 40; ++i) {
            QTest::keyClick(system.window().window(), Qt::Key_Tab);
            if (QQuickItem *item = system.window().window()->activeFocusItem())
                reached.append(item->objectName());
        }
        for (const char *name : {"userClear", "userUpload", "userDownload", "userDisconnect",
                                 "uploadPath", "downloadName", "userTorrentListView"})
            QVERIFY2(reached.contains(QLatin1String(name)), name);
    }

    void aPeersRowIsOneSentence()
    {
        WindowRig rig;
        rig.run(6);
        const QString summary = rig.controller()
                                    .seeds()
                                    ->index(0, 0)
                                    .data(models::PeerTableModel::SummaryRole)
                                    .toString();
        QVERIFY2(summary.startsWith(QLatin1String("Peer 1, seed, 100")), qPrintable(summary));
        QVERIFY2(summary.endsWith(QLatin1String("seeding to 4")), qPrintable(summary));
    }

    void tabReachesEveryFieldOfTheStartPage()
    {
        WindowRig rig;
        QStringList reached;
        for (int i = 0; i < 30; ++i) {
            QTest::keyClick(rig.window(), Qt::Key_Tab);
            if (QQuickItem *item = rig.window()->activeFocusItem())
                reached.append(item->objectName());
        }
        for (const char *name : {"leechersField", "seedsField", "upRateField", "downRateField",
                                 "maxNField", "goButton", "rail-lab"})
            QVERIFY2(reached.contains(QLatin1String(name)), name);
    }

    void textStandsOutInBothThemes_data()
    {
        QTest::addColumn<QString>("theme");
        QTest::newRow("light") << "light";
        QTest::newRow("dark") << "dark";
    }

    void textStandsOutInBothThemes()
    {
        QFETCH(const QString, theme);
        WindowRig rig;
        rig.settings().setTheme(theme);
        QQmlComponent probe(qmlEngine(rig.window()));
        probe.setData("import QtQml; import Torrarium; QtObject { property QtObject it: Theme }",
                      {});
        const std::unique_ptr<QObject> holder(probe.create());
        QVERIFY2(holder, qPrintable(probe.errorString()));
        auto *tokens = holder->property("it").value<QObject *>();
        QVERIFY(tokens);
        QCOMPARE(tokens->property("dark").toBool(), theme == QLatin1String("dark"));
        const QVariantList pairs
            = tokens->property("textPairs").value<QJSValue>().toVariant().toList();
        QVERIFY(pairs.size() > 20);
        constexpr double least = 4.5;
        for (const QVariant &pair : pairs) {
            const QStringList names = pair.toStringList();
            const auto ink = tokens->property(names[0].toLatin1().constData()).value<QColor>();
            const auto ground = tokens->property(names[1].toLatin1().constData()).value<QColor>();
            QVERIFY2(ink.isValid() && ground.isValid(), qPrintable(names.join(QLatin1Char('/'))));
            QVERIFY2(contrast(ink, ground) >= least,
                     qPrintable(QStringLiteral("%1: %2")
                                    .arg(names.join(QLatin1String(" on ")))
                                    .arg(contrast(ink, ground))));
        }
    }
};

int main(int argc, char **argv)
{
    AccessibilityTest test;
    return support::runWindowTest(argc, argv, &test);
}

#include "tst_accessibility.moc"
