#include "session.h"

#include <cstdio>
#include <libtorrent/add_torrent_params.hpp>
#include <libtorrent/posix_disk_io.hpp>
#include <libtorrent/session_params.hpp>
#include <libtorrent/settings_pack.hpp>
#include <stdexcept>

namespace anchor {

namespace {

using Settings = lt::settings_pack;

Settings plainTcp(const std::string &listen)
{
    Settings settings;
    settings.set_str(Settings::listen_interfaces, listen);
    for (const int feature :
         {Settings::enable_dht, Settings::enable_lsd, Settings::enable_upnp,
          Settings::enable_natpmp, Settings::enable_outgoing_utp, Settings::enable_incoming_utp})
        settings.set_bool(feature, false);
    settings.set_int(Settings::out_enc_policy, Settings::pe_disabled);
    settings.set_int(Settings::in_enc_policy, Settings::pe_disabled);
    settings.set_bool(Settings::allow_multiple_connections_per_ip, true);
    settings.set_int(Settings::alert_mask, lt::alert_category::status | lt::alert_category::error);
    return settings;
}

void tune(Settings &settings)
{
    settings.set_int(Settings::choking_algorithm, Settings::fixed_slots_choker);
    settings.set_int(Settings::unchoke_slots_limit, -1);
    settings.set_int(Settings::connections_limit, 5000);
    settings.set_int(Settings::connection_speed, 2000);
    settings.set_int(Settings::torrent_connect_boost, 255);
    settings.set_int(Settings::max_out_request_queue, 1500);
    settings.set_int(Settings::max_allowed_in_request_queue, 4000);
    settings.set_int(Settings::send_buffer_watermark, 4 << 20);
    settings.set_int(Settings::send_buffer_low_watermark, 256 << 10);
    settings.set_int(Settings::send_buffer_watermark_factor, 150);
    settings.set_int(Settings::max_queued_disk_bytes, 16 << 20);
    settings.set_int(Settings::hashing_threads, 2);
    settings.set_int(Settings::aio_threads, 2);
}

} // namespace

Preset presetOf(const std::string &name)
{
    if (name == "default")
        return Preset::Default;
    if (name == "tuned")
        return Preset::Tuned;
    if (name == "tuned-posix")
        return Preset::TunedPosix;
    throw std::invalid_argument("unknown preset " + name);
}

std::unique_ptr<lt::session> makeSession(Preset preset, const std::string &listen)
{
    lt::session_params parameters;
    parameters.settings = plainTcp(listen);
    if (preset != Preset::Default)
        tune(parameters.settings);
    if (preset == Preset::TunedPosix)
        parameters.disk_io_constructor = lt::posix_disk_io_constructor;
    return std::make_unique<lt::session>(std::move(parameters));
}

lt::torrent_handle addTorrent(lt::session &session, const lt::torrent_info &torrent,
                              const std::string &folder, bool isSeed)
{
    lt::add_torrent_params parameters;
    parameters.ti = std::make_shared<lt::torrent_info>(torrent);
    parameters.save_path = folder;
    parameters.flags &= ~(lt::torrent_flags::auto_managed | lt::torrent_flags::paused);
    if (isSeed)
        parameters.flags |= lt::torrent_flags::seed_mode;
    return session.add_torrent(std::move(parameters));
}

void say(const std::string &line)
{
    std::puts(line.c_str());
    std::fflush(stdout);
}

} // namespace anchor
