import QtQuick
import Torrarium
import Torrarium.Models

/// Asks before a swarm with unfinished downloads ends.
Question {
    id: root

    required property SwarmController swarm

    name: "stop"
    text: root.swarm.virtualWorld ? qsTr("Some peers have not finished (%1). End the swarm now?").arg(root.swarm.facts.census)
                                  : qsTr("Some peers have not finished (%1). End the swarm now? Their copies are kept until the next swarm or the end of the program.").arg(root.swarm.facts.census)
    keep: qsTr("Keep it running")
    confirm: qsTr("Stop the swarm")
    onConfirmed: root.swarm.stop()
}
