#pragma once

#include "models/coordinatorpanel.h"
#include "models/indexpanel.h"
#include "models/statisticspanel.h"
#include "models/trackerpanel.h"
#include "models/userpanel.h"
#include "support/window/windowrig.h"

namespace support {

/// A whole system in the window, with its roles in threads, driven by its tabs and buttons.
class RolesRig
{
public:
    static constexpr int patience = 30'000; ///< ms

    /// Of the file that user 1 uploads.
    static QString fileName() { return QStringLiteral("lecture notes.bin"); }

    /// Chooses it on the start page, with a free port, and starts it.
    RolesRig();

    /// Whether all roles are live and know each other, after a while.
    [[nodiscard]] bool isUp();

    [[nodiscard]] WindowRig &window() { return m_window; }
    [[nodiscard]] models::CoordinatorPanel &coordinator();
    [[nodiscard]] models::TrackerPanel &tracker(int number);
    [[nodiscard]] models::UserPanel &user(int number);
    [[nodiscard]] models::IndexPanel &index();
    [[nodiscard]] models::StatisticsPanel &statistics();

    /// Clicks the tab of a role.
    [[nodiscard]] bool show(const QString &role);
    /// Shows a role and presses a button there; false when it is disabled.
    [[nodiscard]] bool press(const QString &role, const char *button);

    /// User 1 uploads a file by its panel; whether the index has it then.
    [[nodiscard]] bool upload();
    /// User 2 finds it at the index and downloads it; whether it is whole then.
    [[nodiscard]] bool download();
    /// The tracker whose turn the upload was.
    [[nodiscard]] int chosenTracker() { return tracker(1).torrents()->count() > 0 ? 1 : 2; }

private:
    template <typename Panel> [[nodiscard]] Panel &panel(const QString &name);

    Sandbox m_sandbox;
    WindowRig m_window;
    bool m_isStarted = false;
};

} // namespace support
