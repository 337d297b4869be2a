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
    options = argparse.ArgumentParser()
    for name in ("sdg_build", "repository", "out", "what"):
        options.add_argument(name)
    options.add_argument("languages", nargs="+")
    options.add_argument("--translations", nargs="*", default=[])
    options = options.parse_args()
    sys.path.insert(0, options.sdg_build)
    warnings.simplefilter("ignore")
    run(options)


def run(arguments: argparse.Namespace) -> None:
    import sdg
    from sdg import open_sdg

    repository = os.path.abspath(arguments.repository)
    config = open_sdg.open_sdg_config(os.path.join(repository, "config_data.yml"), {})
    options = {"src_dir": repository, "logging": None}
    inputs = [
        open_sdg.open_sdg_input_from_dict(input_options, options)
        for input_options in _inputs(open_sdg, config)
    ]
    indicators = {**open_sdg.open_sdg_indicator_options_defaults(), **(config.get("indicator_options") or {})}
    schemas = config.get("schema") or open_sdg.open_sdg_schema_defaults(
        config.get("schema_file", "_prose.yml")
    )
    common = {
        "inputs": inputs,
        "schema": open_sdg.open_sdg_schema_from_options({**options, "schema": schemas}),
        "indicator_options": open_sdg.open_sdg_indicator_options_from_dict(indicators),
        "output_folder": "site",
    }
    with tempfile.TemporaryDirectory() as words:
        for language in arguments.languages:  # it stops at a language without a single translation
            os.mkdir(os.path.join(words, language))
            with open(os.path.join(words, language, "none.yml"), "w") as file:
                file.write("none: none\n")
        folders = [*arguments.translations, words]
        common["translations"] = [sdg.translations.TranslationInputYaml(source=folder) for folder in folders]
        os.chdir(arguments.out)  # its data packages want a path below the current folder
        output = sdg.outputs.OutputOpenSdg(**common)
        print("valid" if output.validate() else "not valid", len(output.indicators), flush=True)
        if arguments.what == "files":
            return _write_files(sdg, output, arguments.languages)
        output.execute_per_language(arguments.languages)
        if arguments.what == "package":
            package = config.get("datapackage") or {}
            sdg.outputs.OutputDataPackage(**common, **package).execute_per_language(arguments.languages)


def _inputs(open_sdg, config) -> list:
    inputs = [
        dict(input_options) for input_options in config.get("inputs") or open_sdg.open_sdg_input_defaults()
    ]
    if strange := {input_options["class"] for input_options in inputs} - set(LOCAL):
        sys.exit(f"The repository reads from elsewhere ({', '.join(sorted(strange))}): not compared.")
    for input_options in inputs:
        if "Meta" in input_options["class"]:
            input_options["git"] = False
    return inputs


def _write_files(sdg, output, languages) -> None:
    for language in languages:
        folder = os.path.join("site", language)
        for id, indicator in output.indicators.items():
            indicator.translate(language, output.translation_helper)
            translated = indicator.language(language)
            sdg.data.write_csv(id, translated.data, site_dir=folder)
            columns = sdg.json.df_to_list_dict(translated.data, orient="list")
            sdg.json.write_json(id, {"data": columns, "meta": translated.meta}, site_dir=folder)


if __name__ == "__main__":
    main()
