"""The Kubernetes manifests: valid, and true of the service they start."""

import shutil
import subprocess
from pathlib import Path

import httpx
import kubernetes_validate
import pytest
from deployment_files import KUBERNETES, ROOT, compose, container, manifests, read
from service_process import Service

from scoring.version import VERSION
from service.server import longest_stop
from service.settings import Settings, read_settings, unknown_variables

FILES = sorted(path for path in KUBERNETES.glob("*.yaml") if path.name != "kustomization.yaml")
OLDEST = "1.29"
"""Named ports, autoscaling/v2 and all else that is used has been stable since."""
NAME = {"app.kubernetes.io/name": "copydesk"}


@pytest.mark.parametrize("version", [OLDEST, kubernetes_validate.latest_version()])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_manifest_is_valid(path: Path, version: str) -> None:
    """Against Kubernetes' own schemas, with no field that they do not know."""
    kubernetes_validate.validate(read(path), version, strict=True)


def test_a_wrong_field_would_be_found() -> None:
    """The check above can fail."""
    wrong = read(KUBERNETES / "service.yaml")
    wrong["spec"]["porst"] = []
    with pytest.raises(kubernetes_validate.ValidationError):
        kubernetes_validate.validate(wrong, OLDEST, strict=True)


def test_kustomize_knows_every_file() -> None:
    """None is forgotten, and the image has the version of the code."""
    kustomization = read(KUBERNETES / "kustomization.yaml")
    assert sorted(kustomization["resources"]) == [path.name for path in FILES]
    (image,) = kustomization["images"]
    assert (image["name"], image["newTag"]) == (container()["image"], VERSION)


@pytest.mark.skipif(not shutil.which("kubectl"), reason="kubectl is not installed")
def test_kustomize_builds() -> None:
    """All objects come out, in one namespace, with the image's tag."""
    built = subprocess.run(
        ["kubectl", "kustomize", KUBERNETES], capture_output=True, text=True, check=True
    ).stdout
    assert built.count("\nkind: ") == len(FILES)
    assert built.count("\n  namespace: copydesk\n") == len(FILES) - 1
    assert f"image: copydesk:{VERSION}\n" in built


def environment() -> dict[str, str]:
    return {
        variable["name"]: variable.get("value", "2")  # the one without is the CPU limit
        for variable in container()["env"]
    }


def test_every_variable_is_a_setting() -> None:
    """Spelt right, with a value that is taken, on all addresses and the container's port."""
    assert unknown_variables(environment()) == []
    settings = read_settings(environment())
    assert settings.host == "0.0.0.0"
    assert settings.workers == Settings().workers == 1
    assert [port["containerPort"] for port in container()["ports"]] == [settings.port]


def test_as_many_are_scored_at_once_as_there_are_cores() -> None:
    """The setting comes from the limit, which is a whole number."""
    (slots,) = (one for one in container()["env"] if one["name"] == "COPYDESK_IN_FLIGHT")
    assert slots["valueFrom"]["resourceFieldRef"]["resource"] == "limits.cpu"
    assert int(container()["resources"]["limits"]["cpu"]) >= 1


@pytest.mark.parametrize("probe", ["startupProbe", "readinessProbe", "livenessProbe"])
def test_a_probe_asks_for_something_that_is_there(probe: str, service: Service) -> None:
    """The path answers 200 on the named port."""
    asked = container()[probe]["httpGet"]
    assert asked["port"] == container()["ports"][0]["name"]
    assert httpx.get(service.url + asked["path"]).status_code == 200


def test_the_grace_period_is_longer_than_the_longest_stop() -> None:
    """Else work that was taken is killed. Compose's too."""
    grace = manifests()["Deployment"]["spec"]["template"]["spec"]["terminationGracePeriodSeconds"]
    assert grace > longest_stop(read_settings(environment()))
    of_compose = compose()["services"]["copydesk"]
    seconds = int(of_compose["stop_grace_period"].removesuffix("s"))
    assert seconds > longest_stop(read_settings(of_compose["environment"]))


def test_readiness_is_seen_to_fall_before_the_socket_closes() -> None:
    """One failed probe must fit into the drain, with time for the endpoints to spread."""
    probe = container()["readinessProbe"]
    seen = probe["periodSeconds"] * probe["failureThreshold"] + probe["timeoutSeconds"]
    assert read_settings(environment()).drain > seen


def test_nothing_runs_as_root_or_writes() -> None:
    """What the restricted pod security standard asks for, and a read-only root."""
    pod = manifests()["Deployment"]["spec"]["template"]["spec"]
    own = container()["securityContext"]
    assert own["readOnlyRootFilesystem"] is True
    assert own["allowPrivilegeEscalation"] is False
    assert own["capabilities"] == {"drop": ["ALL"]}
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert f"USER {pod['securityContext']['runAsUser']}:" in (ROOT / "Dockerfile").read_text()
    assert pod["enableServiceLinks"] is pod["automountServiceAccountToken"] is False


def test_every_object_means_the_same_pods() -> None:
    """Service, autoscaler, budget and policy find the deployment's pods by their labels."""
    of = {kind: manifest["spec"] for kind, manifest in manifests().items() if "spec" in manifest}
    labels = of["Deployment"]["template"]["metadata"]["labels"]
    selectors = [
        of["Deployment"]["selector"]["matchLabels"],
        of["Service"]["selector"],
        of["PodDisruptionBudget"]["selector"]["matchLabels"],
        of["NetworkPolicy"]["podSelector"]["matchLabels"],
    ]
    assert [selector for selector in selectors if selector != labels] == []
    target = of["HorizontalPodAutoscaler"]["scaleTargetRef"]
    deployment = manifests()["Deployment"]
    assert (target["kind"], target["name"]) == ("Deployment", deployment["metadata"]["name"])
    assert (
        of["HorizontalPodAutoscaler"]["minReplicas"] > of["PodDisruptionBudget"]["maxUnavailable"]
    )
    assert labels == NAME
