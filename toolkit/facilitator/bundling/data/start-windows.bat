@echo off
rem Opens the course. The first time it sets everything up in .venv, beside this file.
setlocal
cd /d "%~dp0"
rem A copy in another place has to be set up again.
if exist ".venv\ready" ".venv\Scripts\python.exe" -P -c "import toolkit" >nul 2>nul && goto open
set "FOUND="
for %%P in ("py -3" "python" "python3") do (
  if not defined FOUND %%~P -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul && set "FOUND=%%~P"
)
if not defined FOUND (
  echo The course needs Python 3.11 or newer. Please install it, then start this again.
  pause
  exit /b 1
)
echo Setting up the course. The first time this takes a few minutes.
%FOUND% -m venv .venv || goto sorry
".venv\Scripts\python.exe" -P -m pip install --quiet --disable-pip-version-check -c requirements.txt -e . || goto sorry
echo ready> ".venv\ready"
:open
".venv\Scripts\python.exe" -P -m toolkit start
exit /b
:sorry
echo This did not work. Is this computer online? Start this again, or ask your facilitator.
pause
exit /b 1
