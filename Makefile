# Hai lệnh là đủ: «make demo» xem thử trên nhật ký ví dụ, «make test» chạy mọi kiểm tra.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := .venv-bench

.PHONY: demo test check bench fuzz clean

LOGS := $(wildcard examples/events_*.csv)
UNITS := --units examples/units.csv --as-of 2025-12-31

# Mã thoát 1 nghĩa là có việc sai hạn hoặc sai quy trình, đúng như nhật ký ví dụ; mọi mã khác là hỏng.
demo: $(VENV)/run.stamp
	@echo '$$ quyche check examples/events_*.csv $(UNITS) --oldest 10'
	@$(BIN)/quyche check $(LOGS) $(UNITS) --oldest 10 || test $$? -eq 1
	@echo
	@echo '$$ quyche explain examples/events_quangninh.csv $(UNITS) --dossier QN000033 --rule account-creation-recruited'
	@$(BIN)/quyche explain examples/events_quangninh.csv $(UNITS) --dossier QN000033 --rule account-creation-recruited || test $$? -eq 1

test: check

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n auto --dist worksteal

# Đo cạnh các công cụ khác, trong môi trường riêng, rồi viết docs/benchmarks.md; dưới 25 phút. DATE=2026-11-22 để ghi ngày khác.
bench: $(BENCH)/bench.stamp
	$(BENCH)/bin/python -m bench --out docs/benchmarks.md $(if $(DATE),--date $(DATE))

# Một triệu lịch sử ngẫu nhiên, so hai bộ xét từng trường; khoảng một giờ.
fuzz: $(VENV)/dev.stamp
	$(BIN)/python -m tests.columnar.fuzz 1000000

clean:
	rm -rf $(VENV) $(BENCH) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit("quyche cần Python 3.11 trở lên / needs Python 3.11 or newer" if sys.version_info < (3, 11) else 0)'
	$(PYTHON) -m venv $(VENV)

$(VENV)/run.stamp: requirements/run.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt $(VENV)/run.stamp
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

$(BENCH)/bench.stamp: requirements/bench.txt pyproject.toml
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/bench.txt
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
