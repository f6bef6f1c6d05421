"""The command line: what it prints, and one clear sentence for what cannot be."""

import json

import pytest
from PIL import Image

from fewshot_core.cli import main
from fewshot_core.cli import measure as measure_command


def test_data_list(capsys):
    assert main(["data", "list", "--json"]) == 0
    rows = {row["name"]: row for row in json.loads(capsys.readouterr().out)}
    everyday, scripts = rows["everyday"], rows["scripts"]
    assert everyday["classes"] >= 250 and scripts["classes"] >= 400
    for row in (everyday, scripts):
        assert sum(row["splits"].values()) == row["classes"]
        assert set(row["splits"]) == {"train", "val", "test"}
        assert not [x for x in row["licences"] if "NC" in x or "SA" in x or "GPL" in x]


def test_evaluate_prints_one_json_object(capsys):
    code = main(["evaluate", "--method", "scratch", "--data", "everyday", "--episodes", "4", "--json"])
    facts = json.loads(capsys.readouterr().out)
    assert code == 0 and 0 <= facts["accuracy"] <= 1 and facts["ci95"] >= 0
    assert (facts["episodes"], facts["way"], facts["shot"]) == (4, 5, 1)


def test_evaluate_tells_its_device_beside_the_object(capsys):
    command = ["evaluate", "--method", "scratch", "--episodes", "2", "--query", "2", "--device", "cpu"]
    assert main(command) == 0
    assert capsys.readouterr().out.startswith("computing on cpu\n")
    assert main([*command, "--json"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["episodes"] == 2 and told.err == "computing on cpu\n"


def evaluated(capsys, *more):
    base = ["evaluate", "--checkpoint", "everyday/protonet", "--query", "3", "--episodes", "6", *more]
    assert main(base) == 0
    return capsys.readouterr().out


def test_evaluate_tells_all_there_is_to_know(capsys):
    facts = json.loads(evaluated(capsys, "--json", "--values", "--by-step", "--against", "everyday/maml"))
    assert (facts["name"], facts["transductive"]) == ("everyday/protonet", False)
    other = facts["against"]
    assert (other["name"], other["transductive"]) == ("everyday/maml", True)
    assert len(facts["by_step"]) == 1 and len(other["by_step"]) == 11
    assert other["by_step"][-1]["accuracy"] == other["accuracy"]
    assert sum(facts["values"]) / 6 == pytest.approx(facts["accuracy"])
    by_hand = 100 * sum(a - b for a, b in zip(facts["values"], other["values"], strict=True)) / 6
    assert facts["difference"]["points"] == pytest.approx(by_hand, abs=1e-4)
    assert facts["difference"]["ci95"] > 0
    for told in (facts, other):
        assert sum(row["count"] for row in told["calibration"]["bins"]) == 6 * 5 * 3
        wrong = sum(row["times"] for row in told["confusion"])
        assert wrong == round(6 * 5 * 3 * (1 - told["accuracy"]))


def test_evaluate_in_all_orientations_says_so(capsys):
    assert "answered in eight orientations" in evaluated(capsys, "--turned")
    assert json.loads(evaluated(capsys, "--turned", "--json"))["turned"] is True


def test_evaluate_with_copies_says_so(capsys):
    assert "2 jittered copies of every image" in evaluated(capsys, "--copies", "2")
    assert json.loads(evaluated(capsys, "--copies", "2", "--json"))["copies"] == 2
    assert main(["evaluate", "--checkpoint", "everyday/maml", "--copies", "-1"]) == 1
    assert "copies must be at least 0" in capsys.readouterr().err


def test_evaluate_says_it_in_sentences(capsys):
    told = evaluated(capsys, "--against", "everyday/protonet")
    for words in (
        "over 6 tasks",
        "5-way 1-shot",
        "not transductive",
        "calibration error",
        "+0.0 ± 0.0 points",
    ):
        assert words in told
    step_by_step = main(["evaluate", "--checkpoint", "everyday/maml", "--episodes", "2", "--by-step"])
    told = capsys.readouterr().out
    assert step_by_step == 0 and "after step 10:" in told and "transductive: the query images" in told


def test_evaluate_on_given_classes_tells_which_were_seen_in_training(capsys):
    told = evaluated(capsys, "--classes", "dog,otter")
    assert "2-way 1-shot" in told and "classes dog, otter of everyday" in told
    assert "seen in training (split train): dog\n" in told
    facts = json.loads(evaluated(capsys, "--classes", "otter, lion", "--against", "everyday/maml", "--json"))
    assert (facts["way"], facts["classes"], facts["seen_in_training"]) == (2, ["otter", "lion"], [])
    assert facts["difference"]["paired"] and facts["against"]["classes"] == ["otter", "lion"]
    untrained = [
        "evaluate",
        "--method",
        "scratch",
        "--classes",
        "dog,otter",
        "--query",
        "2",
        "--episodes",
        "2",
    ]
    assert main(untrained) == 0
    assert "seen in training (split train): none of them" in capsys.readouterr().out


def test_a_conventional_network_against_itself_by_two_answers(capsys):
    command = ["evaluate", "--checkpoint", "everyday/conventional", "--answer", "class-mean", "--query", "3"]
    command += ["--against", "everyday/conventional", "--against-answer", "linear-head", "--episodes", "3"]
    assert main([*command, "--json"]) == 0
    facts = json.loads(capsys.readouterr().out)
    assert facts["name"] == "everyday/conventional class-mean"
    assert facts["against"]["name"] == "everyday/conventional linear-head"


def test_train_a_folder_of_class_folders(tmp_path, capsys):
    for c in range(12):
        (tmp_path / "data" / f"class-{c}").mkdir(parents=True)
        for i in range(6):
            image = Image.new("RGB", (40, 30), "white")
            image.paste("black", (c, i, c + 15, i + 9))
            image.save(tmp_path / "data" / f"class-{c}" / f"{i}.png")
    out = tmp_path / "run"
    command = ["train", "--data", f"folder:{tmp_path / 'data'}", "--method", "protonet", "--steps", "3"]
    command += ["--way", "3", "--shot", "1", "--set", "query=2", "--set", "width=8", "--out", str(out)]
    assert main(command) == 0
    assert main(["evaluate", "--checkpoint", str(out), "--way", "2", "--query", "2", "--episodes", "3"]) == 0
    assert "over 3 tasks" in capsys.readouterr().out


def test_the_contact_sheet_is_drawn(tmp_path):
    assert main(["data", "sheet", "scripts", "--out", str(tmp_path / "sheet.png")]) == 0
    with Image.open(tmp_path / "sheet.png") as sheet:
        assert sheet.height > 400 * 64


TRAIN = ["train", "--data", "everyday", "--method", "maml"]
SCRATCH = ["evaluate", "--method", "scratch", "--data"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ([*SCRATCH, "everyday", "--way", "999"], "999 classes"),
        ([*SCRATCH, "everyday", "--shot", "30"], "45 images"),
        ([*SCRATCH, "nothing"], "no data set called 'nothing'"),
        ([*SCRATCH, "folder:/nowhere"], "folder"),
        ([*SCRATCH, "everyday", "--way", "1"], "at least 2"),
        ([*SCRATCH, "everyday", "--episodes", "0"], "at least 1"),
        (["evaluate", "--checkpoint", "everyday/none"], "no checkpoint"),
        (["evaluate", "--method", "maml"], "checkpoint"),
        ([*SCRATCH, "everyday", "--classes", "dog,oter"], "otter"),
        ([*SCRATCH, "everyday", "--classes", "dog,dog"], "more than once"),
        ([*SCRATCH, "everyday", "--classes", "dog,otter", "--way", "5"], "2 were given"),
        ([*SCRATCH, "everyday", "--classes", "dog,otter", "--query", "7"], "'otter' has 7"),
        ([*SCRATCH, "everyday", "--classes", "dog"], "at least 2"),
        (["measure", "--data", "nothing"], "no data set called 'nothing'"),
        (["measure", "--checkpoint", "everyday/maml", "--forms", "5by2"], "5x2"),
        (["measure", "--checkpoint", "everyday/maml", "--forms", "5x0"], "at least 1"),
        (["evaluate"], "--checkpoint"),
        (["evaluate", "--checkpoint", "everyday/maml", "--against", "everyday/none"], "no checkpoint"),
        (["evaluate", "--checkpoint", "everyday/maml", "--answer", "class-mean"], "--answer"),
        (["train", "--data", "everyday", "--method", "maml", "--out", "x"], "--minutes"),
        ([*TRAIN, "--steps", "1", "--out", "x", "--device", "tpu"], "--device cannot be 'tpu'"),
        ([*SCRATCH, "everyday", "--device", "cuda:99"], "--device cannot be 'cuda:99'"),
        (["measure", "--checkpoint", "everyday/maml", "--device", "tpu"], "--device cannot be 'tpu'"),
        (["overfit", "--checkpoint", "everyday/scratch", "--device", "tpu"], "--device cannot be 'tpu'"),
        (["contests", "--out", "x", "--device", "tpu"], "--device cannot be 'tpu'"),
        (["app", "--device", "tpu"], "--device cannot be 'tpu'"),
        (
            ["train", "--data", "everyday", "--method", "maml", "--steps", "1", "--out", "/proc/x"],
            "Cannot write",
        ),
    ],
)
def test_bad_input_gets_one_clear_sentence(command, words, capsys, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(command) == 1
    said = capsys.readouterr().err
    assert words in said and said.count("\n") == 1 and "Traceback" not in said


def test_measure_takes_forms_and_all_checkpoints_of_a_data_set(monkeypatch, capsys):
    asked = []

    def measure(folder, specs, episodes, seed, *, last_step, again, device):
        asked.append(
            (folder.name, [(s.way, s.shot, s.query) for s in specs], episodes, seed, last_step, again)
        )
        yield folder.name

    monkeypatch.setattr(measure_command, "measure_all", measure)
    base = ["measure", "--episodes", "9", "--query", "10"]
    assert main([*base, "--data", "everyday", "--forms", "5x2", "20x1", "--last-step"]) == 0
    assert {name for name, *_ in asked} >= {"scratch", "maml", "protonet"}
    assert {str(rest) for _, *rest in asked} == {"[[(5, 2, 10), (20, 1, 10)], 9, 0, True, False]"}
    asked.clear()
    assert main([*base, "--checkpoint", "scripts/maml", "--way", "2", "--shot", "1", "3", "--again"]) == 0
    assert asked == [("maml", [(2, 1, 10), (2, 3, 10)], 9, 0, False, True)]
