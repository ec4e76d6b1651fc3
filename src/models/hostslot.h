#pragma once

#include "core/base/expected.h"
#include "models/hostthread.h"
#include "models/rolepanel.h"
#include "net/mailbox.h"

#include <functional>
#include <type_traits>

namespace models {

/// What all panels do alike with their host: make it in its thread, pull its snapshots, end it.
template <typename Host, typename Snapshot> class HostSlot
{
public:
    using Make = std::function<std::unique_ptr<Host>()>;
    using Show = std::function<void(const Snapshot &)>;

    /// `panel` holds this object; `show` fills its tables from a new snapshot.
    HostSlot(RolePanel *panel, Show show)
        : m_panel(panel)
        , m_show(std::move(show))
        , m_shown(std::make_shared<const Snapshot>())
        , m_thread(panel, panel->name())
    {
    }

    /// Makes the host in its thread and starts it; the panel's started() or failed() follows.
    void launch(Make make)
    {
        m_thread.ask(
            [make = std::move(make)](std::unique_ptr<Host> &host) {
                host = make();
                Launched launched{begin(*host), host->snapshots()};
                if (!launched.outcome)
                    host.reset();
                return launched;
            },
            [this](const Launched &launched) {
                if (!launched.outcome) {
                    Q_EMIT m_panel->failed(QString::fromStdString(launched.outcome.error().text()));
                    return;
                }
                m_mailbox = launched.mailbox;
                m_panel->screen()->followAnother();
                pull();
                Q_EMIT m_panel->started();
            });
    }

    /// Ends the host; the panel's stopped() follows.
    void stop()
    {
        m_thread.ask(
            [](std::unique_ptr<Host> &host) {
                if (host)
                    host->stop();
                host.reset();
                return true;
            },
            [this](bool) { ended(); });
    }

    /// The host is gone: shows what it said last.
    void ended()
    {
        pull();
        Q_EMIT m_panel->stopped();
    }

    /// Shows the newest snapshot, unless it is shown already.
    void pull()
    {
        const auto newest = m_mailbox ? m_mailbox->newest() : m_shown;
        if (newest == m_shown)
            return;
        m_shown = newest;
        m_panel->screen()->follow(m_shown->log);
        m_show(*m_shown);
        Q_EMIT m_panel->changed();
    }

    [[nodiscard]] const Snapshot &shown() const { return *m_shown; }
    [[nodiscard]] HostThread<Host> &thread() { return m_thread; }

private:
    struct Launched {
        base::Expected<void> outcome;
        std::shared_ptr<const net::Mailbox<Snapshot>> mailbox;
    };

    static base::Expected<void> begin(Host &host)
    {
        if constexpr (std::is_void_v<decltype(host.start())>) {
            host.start();
            return {};
        } else {
            return host.start();
        }
    }

    RolePanel *m_panel;
    Show m_show;
    std::shared_ptr<const net::Mailbox<Snapshot>> m_mailbox;
    std::shared_ptr<const Snapshot> m_shown;
    HostThread<Host> m_thread;
};

} // namespace models
