"""Runs sdg-build on a repository, in whatever Python has what it needs: only the standard library and sdg-build here.

``python sdg_build.py SDG_BUILD REPO OUT WHAT LANGUAGE… [--translations FOLDER…]``. WHAT is ``files`` (one CSV and one
JSON per indicator and language, by its own functions), ``output`` (all that its Open SDG output writes) or
``package`` (that and its data package). Nothing is fetched: no git dates, maps, SDMX or translations from elsewhere.
"""

import argparse
import os
import sys
import tempfile
import warnings

LOCAL = ("InputCsvData", "InputYamlMdMeta", "InputYamlMeta")


def main() -> None:
    asked = argparse.ArgumentParser()
    for name in ("sdg_build", "repository", "out", "what"):
        asked.add_argument(name)
    asked.add_argument("languages", nargs="+")
    asked.add_argument("--translations", nargs="*", default=[])
    asked = asked.parse_args()
    sys.path.insert(0, asked.sdg_build)
    warnings.simplefilter("ignore")
    run(asked)


def run(asked: argparse.Namespace) -> None:
    import sdg
    from sdg import open_sdg

    repository = os.path.abspath(asked.repository)
    said = open_sdg.open_sdg_config(os.path.join(repository, "config_data.yml"), {})
    options = {"src_dir": repository, "logging": None}
    inputs = [open_sdg.open_sdg_input_from_dict(told, options) for told in _inputs(open_sdg, said)]
    indicators = {**open_sdg.open_sdg_indicator_options_defaults(), **(said.get("indicator_options") or {})}
    schemas = said.get("schema") or open_sdg.open_sdg_schema_defaults(said.get("schema_file", "_prose.yml"))
    common = {
        "inputs": inputs,
        "schema": open_sdg.open_sdg_schema_from_options({**options, "schema": schemas}),
        "indicator_options": open_sdg.open_sdg_indicator_options_from_dict(indicators),
        "output_folder": "site",
    }
    with tempfile.TemporaryDirectory() as words:
        for language in asked.languages:  # it stops at a language without a single translation
            os.mkdir(os.path.join(words, language))
            with open(os.path.join(words, language, "none.yml"), "w") as file:
                file.write("none: none\n")
        folders = [*asked.translations, words]
        common["translations"] = [sdg.translations.TranslationInputYaml(source=folder) for folder in folders]
        os.chdir(asked.out)  # its data packages want a path below the current folder
        output = sdg.outputs.OutputOpenSdg(**common)
        print("valid" if output.validate() else "not valid", len(output.indicators), flush=True)
        if asked.what == "files":
            return _write_files(sdg, output, asked.languages)
        output.execute_per_language(asked.languages)
        if asked.what == "package":
            package = said.get("datapackage") or {}
            sdg.outputs.OutputDataPackage(**common, **package).execute_per_language(asked.languages)


def _inputs(open_sdg, said) -> list:
    inputs = [dict(told) for told in said.get("inputs") or open_sdg.open_sdg_input_defaults()]
    if strange := {told["class"] for told in inputs} - set(LOCAL):
        sys.exit(f"The repository reads from elsewhere ({', '.join(sorted(strange))}): not compared.")
    for told in inputs:
        if "Meta" in told["class"]:
            told["git"] = False
    return inputs


def _write_files(sdg, output, languages) -> None:
    for language in languages:
        folder = os.path.join("site", language)
        for id, indicator in output.indicators.items():
            indicator.translate(language, output.translation_helper)
            told = indicator.language(language)
            sdg.data.write_csv(id, told.data, site_dir=folder)
            columns = sdg.json.df_to_list_dict(told.data, orient="list")
            sdg.json.write_json(id, {"data": columns, "meta": told.meta}, site_dir=folder)


if __name__ == "__main__":
    main()
