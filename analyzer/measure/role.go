package measure

import (
	"slices"

	"github.com/portdx/portdx/parsers/snapshot"
	"github.com/portdx/portdx/rules/facts"
)

// The ports and programs by which a machine's role shows. (Microsoft, "Service overview and
// network port requirements for Windows": Kerberos 88, LDAP 389, global catalog 3268, cluster
// service 3343; kubernetes.io, "Kubernetes components": kubelet and kube-proxy run on every node.)
const (
	portKerberos      = 88
	portLDAP          = 389
	portGlobalCatalog = 3268
	portCluster       = 3343
)

var (
	clusterImages    = []string{"clussvc"}
	kubernetesImages = []string{"kubelet", "kube-proxy"}
)

// KubernetesNode reports whether an agent of Kubernetes runs on the machine.
func (m *Measurement) KubernetesNode() bool { return m.runs(kubernetesImages) }

// runs reports whether a process of one of these images was captured. Lists write an image
// with and without .exe, in any case.
func (m *Measurement) runs(images []string) bool {
	for _, name := range m.names {
		if slices.Contains(images, imageOf(name)) {
			return true
		}
	}
	return false
}

// listensOn reports whether the analyzed capture has a listener on each of the ports.
func (m *Measurement) listensOn(ports ...uint16) bool {
	if m.Capture == nil {
		return false
	}
	found := 0
	for _, u := range m.Capture.Summary.TCP {
		for _, p := range ports {
			if u.Port == p && (u.V4 | u.V6).Has(snapshot.Listen) {
				found++
			}
		}
	}
	return found == len(ports)
}

// roleFacts says what kind of machine it is, as far as its processes and listeners tell.
// Absence is known only from a list of all processes.
func (m *Measurement) roleFacts(v *facts.Set) {
	if m.System.Controller == snapshot.AnswerUnknown && m.listensOn(portKerberos, portLDAP, portGlobalCatalog) {
		v.Bool("host.domain_controller", true, m.stateRef(snapshot.Listen)...)
	}
	role := func(name string, is bool, refs []facts.Ref) {
		if is || len(m.Host.Processes) > 0 {
			v.Bool(name, is, refs...)
		}
	}
	var listeners []facts.Ref
	if m.Capture != nil {
		listeners = m.stateRef(snapshot.Listen)
	}
	role("host.cluster_node", m.runs(clusterImages) || m.listensOn(portCluster), listeners)
	role("host.kubernetes_node", m.KubernetesNode(), nil)
}
