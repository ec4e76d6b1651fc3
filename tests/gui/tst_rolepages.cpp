#include "support/window/rolesrig.h"

#include <QtTest/QTest>

using support::RolesRig;

namespace {

/// The buttons that are narrower than their words, or outside the page.
void collectClipped(QQuickItem *item, const QQuickItem *page, QStringList &clipped)
{
    if (!item->isVisible() || item->width() <= 0 || item->height() <= 0)
        return;
    const QPointF middle = item->mapToItem(page, QPointF(item->width() / 2, item->height() / 2));
    const bool isCut = item->width() + 1 < item->implicitWidth() || !page->contains(middle);
    const bool elides = item->objectName().startsWith(QLatin1String("sort-"));
    if (item->inherits("QQuickAbstractButton") && isCut && !elides)
        clipped << item->objectName();
    for (QQuickItem *child : item->childItems())
        collectClipped(child, page, clipped);
}

} // namespace

/// Every panel in both themes at two sizes: it renders with something in its lists, no button is
/// cut, and no QML warning comes. With TORRARIUM_SHOTS set to a folder the pictures are kept there.
class RolePagesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void renders_data();
    void renders();
    void cleanupTestCase();

private:
    std::unique_ptr<RolesRig> m_system;
};

void RolePagesTest::initTestCase()
{
    m_system = std::make_unique<RolesRig>();
    QVERIFY(m_system->isUp());
    QVERIFY(m_system->upload());
    QVERIFY(m_system->download());
    QTRY_COMPARE_WITH_TIMEOUT(m_system->statistics().seeds(), 2, RolesRig::patience);
    QTRY_VERIFY_WITH_TIMEOUT(m_system->statistics().countsFigure().plot.series.size() == 2,
                             RolesRig::patience);
}

void RolePagesTest::renders_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("theme");
    QTest::addColumn<QSize>("size");
    for (const char *role : {"Coordinator", "Tracker1", "User2", "Index", "Statistics"}) {
        for (const char *theme : {"light", "dark"}) {
            for (const QSize size : {QSize(1280, 800), QSize(1920, 1080)})
                QTest::addRow("%s-%s-%d", role, theme, size.width())
                    << QString::fromLatin1(role) << QString::fromLatin1(theme) << size;
        }
    }
}

void RolePagesTest::renders()
{
    QFETCH(const QString, role);
    QFETCH(const QString, theme);
    QFETCH(const QSize, size);
    support::WindowRig &rig = m_system->window();
    rig.settings().setTheme(theme);
    rig.resize(size);
    const QString shown = role == QLatin1String("Tracker1")
        ? QStringLiteral("Tracker%1").arg(m_system->chosenTracker())
        : role;
    QVERIFY(m_system->show(shown));
    const QImage picture = rig.picture();
    QCOMPARE(picture.size(), size);
    const QByteArray shots = qgetenv("TORRARIUM_SHOTS");
    if (!shots.isEmpty())
        QVERIFY(picture.save(QString::fromLocal8Bit(shots) + QLatin1Char('/')
                             + QString::fromLatin1(QTest::currentDataTag())
                             + QStringLiteral(".png")));
    QStringList clipped;
    collectClipped(rig.find(QStringLiteral("rolesPage")), rig.window()->contentItem(), clipped);
    QCOMPARE(clipped, QStringList());
    QCOMPARE(rig.warnings(), QStringList());
}

void RolePagesTest::cleanupTestCase()
{
    m_system.reset();
}

int main(int argc, char **argv)
{
    RolePagesTest test;
    return support::runWindowTest(argc, argv, &test);
}

#include "tst_rolepages.moc"
