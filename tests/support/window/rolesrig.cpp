#include "support/window/rolesrig.h"

#include <QtTest/QTest>

#include <algorithm>

namespace support {

namespace {

constexpr std::uint64_t fileSize = 600'000;
constexpr QSize windowSize(1280, 800);

} // namespace

RolesRig::RolesRig()
{
    m_window.resize(windowSize);
    m_isStarted = m_window.click(QStringLiteral("role-system"))
        && m_window.type(QStringLiteral("coordinatorField"), QStringLiteral("127.0.0.1:0"))
        && m_window.click(QStringLiteral("takeRole"));
}

bool RolesRig::isUp()
{
    models::RolesController &roles = m_window.roles();
    const auto isRunning = [&] { return roles.phase() == models::RolesController::Phase::Running; };
    const auto areOnline = [&] {
        return std::ranges::all_of(roles.panels(), [](const QVariant &panel) {
            return panel.value<models::RolePanel *>()->isOnline();
        });
    };
    return m_isStarted && QTest::qWaitFor(isRunning, patience)
        && QTest::qWaitFor(areOnline, patience);
}

template <typename Panel> Panel &RolesRig::panel(const QString &name)
{
    for (const QVariant &each : m_window.roles().panels()) {
        auto *panel = qobject_cast<Panel *>(each.value<models::RolePanel *>());
        if (panel && panel->name() == name)
            return *panel;
    }
    qFatal("no such role: %s", qPrintable(name));
}

models::CoordinatorPanel &RolesRig::coordinator()
{
    return panel<models::CoordinatorPanel>(QStringLiteral("Coordinator"));
}

models::TrackerPanel &RolesRig::tracker(int number)
{
    return panel<models::TrackerPanel>(QStringLiteral("Tracker%1").arg(number));
}

models::UserPanel &RolesRig::user(int number)
{
    return panel<models::UserPanel>(QStringLiteral("User%1").arg(number));
}

models::IndexPanel &RolesRig::index()
{
    return panel<models::IndexPanel>(QStringLiteral("Index"));
}

models::StatisticsPanel &RolesRig::statistics()
{
    return panel<models::StatisticsPanel>(QStringLiteral("Statistics"));
}

bool RolesRig::show(const QString &role)
{
    return m_window.click(QStringLiteral("roleTab-") + role);
}

bool RolesRig::press(const QString &role, const char *button)
{
    return show(role) && m_window.click(QString::fromLatin1(button));
}

bool RolesRig::upload()
{
    const auto file = m_sandbox / fileName().toStdString();
    writeContent(file, fileSize, 7);
    return show(QStringLiteral("User1"))
        && m_window.type(QStringLiteral("uploadPath"), QString::fromStdString(file.string()))
        && m_window.click(QStringLiteral("userUpload"))
        && QTest::qWaitFor([this] { return index().torrents()->count() == 1; }, patience);
}

bool RolesRig::download()
{
    const auto copy
        = std::filesystem::path(user(2).folder().toStdString()) / fileName().toStdString();
    return show(QStringLiteral("User2")) && m_window.click(QStringLiteral("searchOffers"))
        && QTest::qWaitFor([this] { return user(2).offers()->count() == 1; }, patience)
        && m_window.type(QStringLiteral("downloadName"), fileName())
        && m_window.click(QStringLiteral("userDownload"))
        && QTest::qWaitFor([&] { return std::filesystem::exists(copy); }, patience);
}

} // namespace support
